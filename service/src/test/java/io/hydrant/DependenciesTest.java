package io.hydrant;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/// The page about dependencies lists those that the modules ask for, and no others.
class DependenciesTest {
  private static final List<String> MODULES =
      List.of(".", "service", "firehose-emulator", "benchmarks", "benchmarks/others");
  private static final Pattern NAMED = Pattern.compile("`([a-z0-9.-]+:[a-z0-9.-]+)`");

  @Test
  void everyDirectDependency_isOnThePage() throws Exception {
    Set<String> asked = new TreeSet<>();
    for (String module : MODULES) {
      asked.addAll(asked(Repository.path(module + "/pom.xml")));
    }
    assertThat(asked).hasSizeGreaterThan(15);
    assertThat(named()).as("docs/dependencies.md against the pom.xml files").isEqualTo(asked);
  }

  private static Set<String> named() {
    return NAMED
        .matcher(Repository.text("docs/dependencies.md"))
        .results()
        .map((MatchResult result) -> result.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// What stands under `project/dependencies`, not what is only managed.
  private static Set<String> asked(Path pom) throws Exception {
    Element project =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(pom.toFile())
            .getDocumentElement();
    Set<String> asked = new TreeSet<>();
    for (Node part = project.getFirstChild(); part != null; part = part.getNextSibling()) {
      if (part instanceof Element element && element.getTagName().equals("dependencies")) {
        NodeList dependencies = element.getElementsByTagName("dependency");
        for (int i = 0; i < dependencies.getLength(); i++) {
          Element dependency = (Element) dependencies.item(i);
          asked.add(text(dependency, "groupId") + ":" + text(dependency, "artifactId"));
        }
      }
    }
    return asked;
  }

  private static String text(Element element, String name) {
    return element.getElementsByTagName(name).item(0).getTextContent().trim();
  }
}
