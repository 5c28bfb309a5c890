package io.hydrant.group;

import static io.hydrant.vectors.Example.NOW;
import static io.hydrant.vectors.Example.batch;
import static io.hydrant.vectors.Example.content;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.encode.Encoder;
import io.hydrant.encode.Merger;
import io.hydrant.model.Arrival;
import io.hydrant.model.Batch;
import io.hydrant.model.Channel;
import io.hydrant.model.Fragment;
import io.hydrant.model.Grouping;
import io.hydrant.model.Hash;
import io.hydrant.model.KeyedHash;
import io.hydrant.model.Origin;
import io.hydrant.model.Waiting;
import io.hydrant.select.Selector;
import io.hydrant.settings.Content;
import io.hydrant.vectors.Example;
import io.hydrant.vectors.JsonTree;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GrouperTest {
  private static final String ZERO = "00000000-0000-0000-0000-000000000000";
  private static final Grouper GROUPER = new Grouper(new KeyedHash(new byte[16]), 1_024_000);
  private static final Content WINDOWS = content("{\"batchInterval\":\"20s\"}");

  private static Grouping grouping(Batch batch, int connection, Content content) {
    Route route = new Route(connection, 1, content);
    return GROUPER
        .group(batch, Selector.select(batch, content), route)
        .waiting()
        .getFirst()
        .grouping();
  }

  private static Grouping grouping(String json) {
    return grouping(batch(json.replace('\'', '"').replace("ZERO", ZERO)), 1, WINDOWS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'mpid':5}                              | {'mpid':'5','environment':'PRODUCTION'}",
        "{'mpid':5,'user_identities':{'email':'a'}} | {'mpid':5,'user_identities':{'email':'b'}}",
        "{'mp_deviceid':'d','mpid':1}            | {'mpid':1,'mp_deviceid':'\\u0064','device_info':{'ios_idfv':'x'}}",
        "{'device_info':{'ios_advertising_id':'a','ios_idfv':'i'}} | {'device_info':{'ios_idfv':'i'}}",
        "{'device_info':{'ios_idfv':'ZERO','android_uuid':'u'}} | {'mp_deviceid':'','device_info':{'android_uuid':'u','ios_idfv':''}}",
        "{'user_identities':{'email':'e','customerid':'c','other':''}} | {'user_identities':{'customer_id':'c','email':'\\u0065'}}",
        "{'user_identities':{'email':'e'}}       | {'user_identities':[{'identity_type':'email','identity':'e'}]}",
        "{'user_identities':{'email':'e'}} | {'user_identities':[{'identity_type':'email','identity':'e'},{'identity_type':'email','identity':'e'}]}",
      })
  void oneGroup(String one, String other) {
    assertThat(grouping(one)).isInstanceOf(Grouping.Window.class).isEqualTo(grouping(other));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'mpid':5}                              | {'mpid':6}",
        "{'mpid':5}                              | {'mpid':5,'environment':'Development'}",
        "{'mpid':5}                              | {'mpid':5,'mp_deviceid':'d'}",
        "{'mpid':5}                              | {'mp_deviceid':'5'}",
        "{'mp_deviceid':'d'}                     | {'device_info':{'ios_idfv':'d'}}",
        "{'mp_deviceid':5}                       | {'mp_deviceid':'5'}",
        "{'user_identities':{'email':'ab','other':'c'}} | {'user_identities':{'email':'a','other':'bc'}}",
        "{'user_identities':{'email':'e'}}       | {'user_identities':{'other':'e'}}",
        "{'user_identities':{'email':'1'}}       | {'user_identities':{'email':1}}",
        "{'user_identities':{'email':'\\ud800'}} | {'user_identities':{'email':'\\ud801'}}",
      })
  void groupsApart(String one, String other) {
    assertThat(grouping(one)).isInstanceOf(Grouping.Window.class).isNotEqualTo(grouping(other));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}",
        "{'mpid':null,'mp_deviceid':'','device_info':{'ios_idfv':'ZERO','platform':'iOS'}}",
        "{'mp_deviceid':'ZERO','device_info':'text','user_identities':{'email':''}}",
      })
  void neitherDeviceNorUser_waitsWithNobody(String json) {
    assertThat(grouping(json)).isEqualTo(new Grouping.Alone());
  }

  @Test
  void singleEvents_waitWithNobody() {
    Content content = content("{\"sendAsBatch\":false}");
    assertThat(grouping(batch("{\"mpid\":1}"), 1, content)).isEqualTo(new Grouping.Alone());
  }

  @Test
  void originAndConnection_tellGroupsApart() {
    Batch batch = batch("{\"mpid\":1}");
    List<Grouping> groups = new ArrayList<>();
    groups.add(grouping(batch, 1, WINDOWS));
    groups.add(grouping(batch, 2, WINDOWS));
    Content historical = content("{\"batchInterval\":\"20s\",\"sendHistorical\":true}");
    groups.add(grouping(at("example", Channel.SERVER_TO_SERVER, true), 1, historical));
    groups.add(grouping(at("other", Channel.SERVER_TO_SERVER, false), 1, WINDOWS));
    groups.add(grouping(at("example", Channel.NATIVE, false), 1, WINDOWS));
    assertThat(groups).doesNotHaveDuplicates();
    assertThat(groups).allMatch(g -> ((Grouping.Window) g).intervalMillis() == 20_000);
  }

  private static Batch at(String input, Channel channel, boolean historical) {
    return batch("{\"mpid\":1}", new Origin(input, channel, null, historical, NOW));
  }

  @Test
  void aBatchOfManyTinyEvents_isCutIntoFragmentsThatFitARecord() {
    int events = 12_000;
    StringBuilder json =
        new StringBuilder("{\"mpid\":1,\"events\":[{\"event_type\":\"session_start\"}");
    for (int i = 1; i < events; i++) {
      json.append(",{\"event_type\":\"e\"}");
    }
    Batch batch = batch(json.append("]}").toString());
    Arrival arrival =
        GROUPER.group(batch, Selector.select(batch, WINDOWS), new Route(1, 1, WINDOWS));
    Waiting waiting = arrival.waiting().getFirst();
    assertThat(waiting.count()).isEqualTo(events);
    assertThat(waiting.fragments()).hasSizeGreaterThan(1);
    assertThat(waiting.fragments().stream().mapToInt(Fragment::count).sum()).isEqualTo(events);
    Encoder encoder = new Encoder(new UUID(1, 2), 1, 1_024_000);
    int n = 0;
    int sent = 0;
    for (Fragment fragment : waiting.fragments()) {
      Merger merger = encoder.merger(WINDOWS, new Hash(1, 1));
      assertThat(merger.add(fragment, 1, n++)).isTrue();
      Object message = JsonTree.of(merger.finish().document().text());
      sent += Example.elements(message, "events").size();
    }
    assertThat(sent).isEqualTo(events);
  }
}
