package io.hydrant.sdk;

import io.hydrant.collect.Asked;
import io.hydrant.collect.Request;
import io.hydrant.collect.Resource;
import io.hydrant.collect.Visit;
import io.hydrant.http.Reply;
import io.hydrant.model.Bytes;
import io.hydrant.platform.Clock;
import io.hydrant.settings.Input;
import io.hydrant.settings.Platform;
import io.hydrant.settings.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A door that asks mobile SDKs for their signature before it reads what they say.
///
/// @param isShared with the browser SDK, which does not sign
record Signed(PublicDoor.Reader reader, boolean isShared, Replays replays, Clock clock)
    implements PublicDoor.Reader {
  private static final String SIGNATURE = "x-mp-signature";
  private static final String DATE = "Date";

  @Override
  public Asked ask(Visit visit, Bytes body) {
    String why = isOfAPage(visit) ? null : wrong(visit, body);
    return why == null ? reader.ask(visit, body) : new Asked.Answered(Reply.error(403, why));
  }

  private boolean isOfAPage(Visit visit) {
    return isShared
        && visit.input().senders().include(Platform.WEB)
        && visit.request().header(SIGNATURE) == null;
  }

  /// What is wrong with the signature; null when it is right.
  private @Nullable String wrong(Visit visit, Bytes body) {
    Request request = visit.request();
    Input input = visit.input();
    String signature = request.header(SIGNATURE);
    String date = request.header(DATE);
    List<Secret> secrets = input.apiKey().secrets();
    NativeSignature.Signed signed =
        new NativeSignature.Signed(request.method(), request.path(), request.query(), body);
    if (signature == null || date == null || secrets.isEmpty()) {
      return "The headers x-mp-signature and Date are needed.";
    }
    boolean isRight = false;
    for (Secret secret : secrets) {
      isRight |= NativeSignature.isRight(secret.reveal(), signed, date, signature);
    }
    if (!isRight) {
      return "The signature is wrong.";
    }
    long now = clock.millis();
    long tolerance = input.senders().signatureToleranceMillis();
    if (SignedDate.distance(date, now) > tolerance) {
      return "The Date is more than signatureTolerance from now.";
    }
    boolean isNew =
        !request.method().equals("POST")
            || replays.add(signature, now, SignedDate.last(date) + tolerance);
    return isNew ? null : "This signature has been used.";
  }

  @Override
  public Resource.@Nullable Spoilage spoilage() {
    return reader.spoilage();
  }
}
