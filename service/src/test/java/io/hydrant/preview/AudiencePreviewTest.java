package io.hydrant.preview;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.model.Bytes;
import io.hydrant.settings.Configuration;
import io.hydrant.settings.ConfigurationFile;
import io.hydrant.settings.Loaded;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What changes of an audience would become.
final class AudiencePreviewTest {
  private static final long NOW = 1_760_000_000_123L;

  private static Previewed preview(String settings, String body, String tried) {
    String yaml =
        """
        inputs: [{ name: crm, key: k, secret: s, audiences: true }]
        connections: [{ name: a, type: audience, deliveryStreamName: d %s }]
        """
            .formatted(settings);
    Loaded loaded = ConfigurationFile.parse(yaml, "c.yaml", Path.of("/"), Map.of());
    Configuration configuration = ((Loaded.Accepted) loaded).configuration();
    Question.Post post = Question.Post.of(Bytes.utf8(body), false, null);
    return Preview.of(configuration, new Question("a", null, List.of(post), tried), NOW);
  }

  private static List<String> documents(Previewed previewed) {
    return ((Previewed.Answer) previewed)
        .messages().stream().map(message -> message.document().text()).toList();
  }

  @Test
  void changes_becomeWhatTheServiceWouldSend_inTheirOrder() {
    Previewed previewed =
        preview(
            ", audiences: [7]",
            "{\"changes\":[{\"action\":\"add\",\"mpid\":1,\"user_identities\":{\"email\":\"old\"}},"
                + "{\"action\":\"remove\",\"mpid\":1,\"user_identities\":{\"email\":\"new\"}}]}",
            "");
    String start = "{\"MembershipChangedTimestamp\":\"1760000000\",\"AudienceId\":7,";
    assertThat(documents(previewed))
        .containsExactly(
            start
                + "\"AudienceName\":\"Preview\",\"IsMember\":true,"
                + "\"UserIdentities\":{\"Email\":\"old\",\"MPID\":\"1\"}}\n",
            start
                + "\"AudienceName\":\"Preview\",\"IsMember\":false,"
                + "\"UserIdentities\":{\"Email\":\"old\",\"MPID\":\"1\"}}\n");
    assertThat(((Previewed.Answer) previewed).messages().getFirst().examples())
        .containsExactly("AudienceId", "AudienceName", "MembershipChangedTimestamp");
  }

  @Test
  void whatIsLeftOut_namesTheSettingAndTheChange_andWhatIsInvalidItsPlace() {
    Previewed.Answer answer =
        (Previewed.Answer)
            preview(
                ", sendAnonymousUsers: false",
                "{\"changes\":[{\"action\":\"add\",\"mpid\":1},{\"action\":\"go\",\"mpid\":2}]}",
                "");
    assertThat(answer.messages()).isEmpty();
    assertThat(answer.counts())
        .isEqualTo(new Previewed.Counts(1, 0, Map.of("sendAnonymousUsers", 1)));
    assertThat(answer.leftOut())
        .containsExactly(
            new Remark(
                new Remark.Place(0, 0, "change", ""),
                new Remark.Cause.Setting("sendAnonymousUsers")));
    assertThat(answer.errors()).containsExactly("[1]: action: must be \"add\" or \"remove\".");
  }

  @Test
  void whatCannotBePreviewed_isSaid() {
    assertThat(preview("", "{}", ""))
        .isEqualTo(new Previewed.Refused(List.of("changes: must be an array of changes.")));
    assertThat(preview("", "{", "").toString()).contains("The body is not valid JSON");
    assertThat(preview("", "{\"changes\":[]}", "sendAnonymousUsers: false"))
        .isEqualTo(
            new Previewed.Refused(
                List.of(
                    "Settings of an Audience connection cannot be tried: write them into the"
                        + " file.")));
  }
}
