package io.hydrant.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The documentation of the configuration is what the definitions say. `bin/docs` writes it anew.
class GeneratedDocsTest {
  private static final String HOW = "%s is not what its definitions say: run bin/docs";

  @Test
  void theReferenceIsWhatTheDefinitionsSay() throws IOException {
    same("docs/configuration.md", ReferencePage.text());
  }

  @Test
  void theSchemaIsWhatTheDefinitionsSay() throws IOException {
    same("docs/hydrant.schema.json", EditorSchema.text());
  }

  @Test
  void theExampleIsValid_andHasEveryKeyThatWorks() {
    String example = Repository.text("docs/hydrant.example.yaml");
    Map<String, String> environment = new HashMap<>();
    for (String name :
        List.of(
            "IOS_SECRET",
            "BACKFILL_SECRET",
            "AWS_KEY",
            "AWS_SECRET",
            "AWS_TOKEN",
            "WEBHOOK_SECRET",
            "CRM_SECRET",
            "LOYALTY_SECRET",
            "SCRAPE_TOKEN",
            "ACME_TOKEN")) {
      environment.put(name, name + "/1");
    }
    environment.put("SLACK_WEBHOOK", "https://hooks.example.com/services/1");
    assertThat(ConfigurationFile.parse(example, "example", Repository.path("docs"), environment))
        .isInstanceOf(Loaded.Accepted.class);
    assertThat(Definitions.ALL)
        .allSatisfy(setting -> assertThat(example).containsPattern("\\b" + setting.key() + ":"));
  }

  @Test
  void theLeastThereIsIsValid() {
    String page = ReferencePage.text();
    int start = page.indexOf("```yaml\n") + "```yaml\n".length();
    String least = page.substring(start, page.indexOf("```", start));
    assertThat(Written.accepted(least).connections()).hasSize(1);
  }

  private static void same(String path, String generated) throws IOException {
    if (Boolean.getBoolean("hydrant.docs.write")) {
      Files.writeString(Repository.path(path), generated);
    }
    assertThat(Files.exists(Repository.path(path)) ? Repository.text(path) : "")
        .as(HOW, path)
        .isEqualTo(generated);
  }
}
