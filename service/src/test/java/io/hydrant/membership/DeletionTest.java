package io.hydrant.membership;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.http.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// An audience of 2,500 is deleted, step by step: one connection hears of each member, one does
/// not.
class DeletionTest {
  private static final String PATH = "/v1/audiences/7";
  private static final int MEMBERS = 2_500;

  private final AudienceRig rig;

  DeletionTest() throws IOException {
    rig = new AudienceRig(List.of(", removeMembersOnDelete: true", ""));
  }

  @BeforeEach
  void fill() throws IOException {
    rig.holdDeletions();
    assertThat(rig.ask("PUT", PATH, "{\"name\":\"n\"}").status()).isEqualTo(201);
    for (int from = 0; from < MEMBERS; from += 500) {
      List<String> changes = new ArrayList<>();
      for (int mpid = from; mpid < from + 500; mpid++) {
        changes.add("{\"action\":\"add\",\"mpid\":" + mpid + "}");
      }
      String body = "{\"changes\":[" + String.join(",", changes) + "]}";
      assertThat(rig.ask("POST", PATH + "/memberships", body).status()).isEqualTo(202);
    }
    assertThat(shown()).contains("\"members\":2500,\"isBeingDeleted\":false");
    assertThat(rig.ask("DELETE", PATH, "").status()).isEqualTo(202);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private String shown() throws IOException {
    Reply reply = rig.ask("GET", PATH, "");
    return reply.status() + " " + reply.body().text();
  }

  @Test
  void membersGoInSteps_seenFromOutside_andNothingElseComesBetween() throws IOException {
    assertThat(shown())
        .isEqualTo("200 {\"id\":7,\"name\":\"n\",\"members\":2500,\"isBeingDeleted\":true}");
    rig.stepDeletions();
    assertThat(shown()).contains("\"members\":1500,");
    assertThat(rig.ask("PUT", PATH, "{\"name\":\"m\"}").status()).isEqualTo(409);
    assertThat(rig.ask("DELETE", PATH, "").status()).isEqualTo(202);
    String change = "{\"changes\":[{\"action\":\"add\",\"mpid\":1}]}";
    assertThat(rig.ask("POST", PATH + "/memberships", change).status()).isEqualTo(404);
    rig.restart();
    rig.stepDeletions();
    assertThat(shown()).contains("\"members\":500,");
    rig.stepDeletions();
    assertThat(shown()).startsWith("404 ");
    assertThat(rig.ask("GET", "/v1/audiences", "").body().text()).isEqualTo("{\"audiences\":[]}");

    assertThat(rig.ledger(0).pending()).isEqualTo(2 * MEMBERS + 1);
    assertThat(rig.ledger(1).pending()).isEqualTo(MEMBERS + 1);
    assertThat(rig.ledger(0).balanced()).isTrue();
    List<List<Object>> told = rig.byUser(0);
    assertThat(Collections.frequency(told.stream().map(List::size).toList(), 2)).isEqualTo(MEMBERS);
    assertThat(told.getLast().toString()).contains("IsDeleted=true", "1760000000");
  }

  @Test
  void anAudienceOfTheSameId_beginsEmpty() throws IOException {
    for (int step = 0; step < 3; step++) {
      rig.stepDeletions();
    }
    assertThat(rig.ask("PUT", PATH, "{\"name\":\"again\"}").status()).isEqualTo(201);
    assertThat(shown()).contains("\"members\":0,");
    String batch = "{\"mpid\":1,\"user_identities\":{\"email\":\"e\"},\"events\":[]}";
    long before = rig.ledger(1).accepted();
    assertThat(rig.ask("POST", "/v2/events", batch).status()).isEqualTo(202);
    assertThat(rig.ledger(1).accepted()).isEqualTo(before);
  }
}
