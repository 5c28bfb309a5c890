package io.hydrant.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.model.IdentityType;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Keys of an Audience connection: what they refuse, and how contents are told apart.
final class AudienceSettingsTest {
  private static Written audience() {
    return new Written().with(Section.CONNECTION, "type", "audience");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sendAsBatch | true | is a key of Event connections; this one has type: audience",
        "identitiesToExclude | [Emial] | [0]: expected an identity like Email or MPID, got Emial",
        "identitiesToExclude | [Emial] | did you mean Email?",
        "identityNames | { Emial: mail } | did you mean Email?",
        "identityNames | { Email: MPID } | Email and MPID would have one name",
        "identityNames | [Email] | expected names by identity, like { Email: email }, got a list",
        "audiences | [0] | [0]: expected the id of an audience, like 123123, got 0",
        "audiences | [9223372036854775808] | expected the id of an audience",
        "audiences | [] | is empty; leave the key out for all audiences",
      })
  void whatIsWrong_isRefusedAtItsPlace(String key, String yaml, String said) {
    assertThat(audience().with(Section.CONNECTION, key, yaml).refused())
        .singleElement()
        .asString()
        .contains(key)
        .contains(said);
  }

  @Test
  void aKeyThatBothHave_isTaken() {
    AudienceContent content =
        content(audience().with(Section.CONNECTION, "sendAnonymousUsers", "false"));
    assertThat(content.is(AudienceToggle.SEND_ANONYMOUS_USERS)).isFalse();
  }

  @Test
  void whatLeavesIdentitiesOut_isNamed_theListBeforeTheToggle() {
    AudienceContent content =
        content(
            audience()
                .with(Section.CONNECTION, "forwardIdfas", "false")
                .with(Section.CONNECTION, "forwardEmailAddresses", "false")
                .with(Section.CONNECTION, "identitiesToExclude", "[Email, MPID]"));
    assertThat(content.leftOut())
        .isEqualTo(
            Map.of(
                IdentityType.IOS_ADVERTISING_ID,
                "forwardIdfas",
                IdentityType.EMAIL,
                "identitiesToExclude",
                IdentityType.MPID,
                "identitiesToExclude"));
  }

  @Test
  void equalContents_areEqualTexts_andOthersAreNot() {
    AudienceContent one =
        new AudienceContent(
            Set.of(), Set.of(IdentityType.MPID, IdentityType.EMAIL), Set.of(2L, 1L), Map.of());
    AudienceContent same =
        new AudienceContent(
            Set.of(), Set.of(IdentityType.EMAIL, IdentityType.MPID), Set.of(1L, 2L), Map.of());
    AudienceContent other = new AudienceContent(Set.of(), one.excluded(), null, Map.of());
    assertThat(one.text()).isEqualTo(same.text()).isNotEqualTo(other.text());
  }

  private static AudienceContent content(Written written) {
    return (AudienceContent) written.accepted().connections().getFirst().content();
  }
}
