package io.hydrant.sdk;

import static io.hydrant.json.JsonIndex.NONE;
import static io.hydrant.sdk.NativeForms.TAGS;
import static io.hydrant.sdk.NativeForms.codes;
import static io.hydrant.sdk.NativeForms.named;
import static io.hydrant.sdk.NativeForms.object;
import static io.hydrant.sdk.NativeForms.unless;

import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonIndex.Kind;
import io.hydrant.json.JsonName;
import io.hydrant.json.JsonOutput;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// A batch of a mobile SDK, said in the form of the Events API. Pure.
///
/// What is said of a device, an application or a product is kept inside of it, so that a setting
/// that leaves it out leaves out all of it.
///
/// Source: the batches of mParticle's Android SDK 5 and Apple SDK 9, and mParticle's JSON
/// reference.
final class NativeBatch {
  private static final int GROWTH = 2;

  private static final NativeTable CONSENT =
      new NativeTable()
          .with("c", "consented")
          .with("ts", "timestamp_unixtime_ms")
          .with("d", "document")
          .with("l", "location")
          .with("h", "hardware_id");

  private static final NativeTable REGULATIONS =
      new NativeTable()
          .with("gdpr", "gdpr", named(object(CONSENT)))
          .with("ccpa", "ccpa", named(object(CONSENT)));

  private static final NativeTable DATA_PLAN =
      new NativeTable().with("id", "plan_id").with("v", "plan_version");

  private static final NativeTable CONTEXT =
      new NativeTable().with("dpln", "data_plan", object(DATA_PLAN));

  private static final NativeTable APPLICATION =
      new NativeTable()
          .with("an", "application_name")
          .with("av", "application_version")
          .with("abn", "application_build_number")
          .with("apn", "package")
          .with("ir", "install_referrer");

  private static final NativeTable DEVICE =
      new NativeTable()
          .with("b", "brand")
          .with("p", "product")
          .with("dn", "device")
          .with("dma", "device_manufacturer")
          .with("dmdl", "device_model")
          .with("dp", "platform")
          // Android's dosv is the level of its API.
          .with("vr", "os_version")
          .with("dosv", "os_version", unless("vr", NativeForms.AS_IS))
          .with("bid", "build_identifier")
          .with("anid", "android_uuid")
          .with("gaid", "android_advertising_id")
          .with("vid", "ios_idfv")
          .with("aid", "ios_advertising_id")
          .with("dsh", "screen_height")
          .with("dsw", "screen_width")
          .with("dpi", "screen_dpi")
          .with("dc", "device_country")
          .with("dlc", "locale_country")
          .with("dll", "locale_language")
          .with("nc", "network_country")
          .with("nca", "network_carrier")
          .with("mcc", "network_mobile_country_code")
          .with("mnc", "network_code")
          .with("tz", "timezone_offset")
          .with("tzn", "timezone_name")
          .with("dbe", "bluetooth_enabled")
          .with("dbv", "bluetooth_version")
          .with("dsnfc", "has_nfc")
          .with("dst", "supports_telephony")
          .with("it", "is_tablet")
          .with("idst", "is_dst")
          .with("lat", "limit_ad_tracking")
          .with("arc", "cpu_architecture");

  private static final NativeTable BATCH =
      new NativeTable()
          .with("msgs", "events", NativeMessages.all())
          .with("id", "source_request_id")
          .with("ct", "timestamp_unixtime_ms")
          .with("sdk", "sdk_version")
          .with("mpid", "mpid")
          .with("das", "mp_deviceid")
          .with("a", "api_key")
          .with("dbg", "environment", codes(Map.of("true", "development", "false", "production")))
          .with("ai", "environment", unless("dbg", new ApplicationsEnvironment()))
          .with("ai", "application_info", object(APPLICATION))
          .with("di", "device_info", object(DEVICE))
          .with("ua", "user_attributes", TAGS)
          .with("uad", "deleted_user_attributes")
          .with("ui", "user_identities", new Identities())
          .with("ia", "integration_attributes")
          .with("con", "consent_state", object(REGULATIONS))
          .with("ctx", "context", object(CONTEXT));

  private NativeBatch() {}

  /// A batch as the Events API has it. One that is not as mobile SDKs write it comes out as one
  /// that the Events API does not take, for the same reason.
  ///
  /// @param batch an object
  static JsonOutput translate(JsonIndex json, int batch) {
    JsonOutput out = new JsonOutput((json.end(batch) - json.start(batch)) * GROWTH);
    BATCH.write(json, batch, out);
    return out;
  }

  /// What an application says it runs in, where the batch does not say it.
  private static final class ApplicationsEnvironment implements NativeForm {
    private static final JsonName ENVIRONMENT = JsonName.of("env");
    private static final NativeForm TEXTS = codes(Map.of("1", "development", "2", "production"));

    @Override
    public boolean fits(Value value) {
      Value environment = environment(value);
      return environment.node() != NONE && TEXTS.fits(environment);
    }

    @Override
    public void write(Value value, JsonOutput out) {
      TEXTS.write(environment(value), out);
    }

    private static Value environment(Value application) {
      return application.with(application.json().find(application.node(), ENVIRONMENT));
    }
  }

  /// A user's identities: a list of numbers and values, here by their names. One of an unknown
  /// number is called by it. What else is said of them is kept, without the identity itself.
  private static final class Identities implements NativeForm {
    private static final JsonName NUMBER = JsonName.of("n");
    private static final JsonName IDENTITY = JsonName.of("i");

    /// What is no list of these is left for the Events API's own check to refuse.
    @Override
    public boolean fits(Value value) {
      return true;
    }

    @Override
    public void write(Value value, JsonOutput out) {
      if (!isList(value)) {
        value.copyTo(out);
        return;
      }
      JsonIndex json = value.json();
      out.put('{');
      for (int node = json.first(value.node()); node != NONE; node = json.next(node)) {
        String number = json.raw(json.find(node, NUMBER));
        int identity = json.find(node, IDENTITY);
        out.put(node == json.first(value.node()) ? "" : ",");
        out.string(NativeMessages.IDENTITY_TYPES.getOrDefault(number, number)).put(':');
        out.put(json.text(), json.start(identity), json.end(identity));
      }
      out.put('}');
    }

    @Override
    public boolean hasRest(Value value) {
      JsonIndex json = value.json();
      return isList(value) && json.first(value.node()) != NONE;
    }

    @Override
    public void writeRest(Value value, JsonOutput out) {
      JsonIndex json = value.json();
      out.put('[');
      for (int node = json.first(value.node()); node != NONE; node = json.next(node)) {
        out.put(node == json.first(value.node()) ? "{" : ",{");
        int written = 0;
        for (int member = json.first(node); member != NONE; member = json.next(member)) {
          if (!json.isNamed(member, IDENTITY)) {
            out.put(written++ == 0 ? "" : ",");
            out.put(json.text(), json.nameStart(member), json.end(member));
          }
        }
        out.put('}');
      }
      out.put(']');
    }

    private static boolean isList(Value value) {
      JsonIndex json = value.json();
      if (!value.is(Kind.ARRAY)) {
        return false;
      }
      Set<String> numbers = new HashSet<>();
      for (int node = json.first(value.node()); node != NONE; node = json.next(node)) {
        int number = json.find(node, NUMBER);
        boolean isOne =
            json.is(number, Kind.NUMBER)
                && json.find(node, IDENTITY) != NONE
                && numbers.add(json.raw(number));
        if (!isOne) {
          return false;
        }
      }
      return true;
    }
  }
}
