package io.hydrant.planted;

import io.hydrant.planted.Catcher.Named;
import io.hydrant.planted.Catcher.Seeds;
import java.util.List;

/// Bugs of what is taken in, what is sent on, and what is shown.
final class ContentBugs {
  static final List<PlantedBug> QUICK =
      List.of(
          new PlantedBug(
              "202 when full",
              "collect/Collector.java",
              "                case Outcome.Refused refused -> exchange.answer(reply(refused));\n",
              """
                              case Outcome.Refused refused when refused.retryAfterSeconds() > 0 ->
                                  exchange.answer(bringing.kept().get());
                              case Outcome.Refused refused -> exchange.answer(reply(refused));
              """,
              new Named(
                  "collect.CollectorTest",
                  "whatTheStoreDoesNotKeepIsAnswered503_andReadinessSaysWhy")),
          new PlantedBug(
              "a queue without end",
              "collect/LoadShedder.java",
              "    if (underway >= limit) {\n",
              "    if (underway > underway + limit) {\n",
              new Named(
                  "collect.LoadShedderTest",
                  "threeTimesThePeak_asMuchIsTakenAsAtThePeak_andNobodyWaitsLong")),
          new PlantedBug(
              "filtered counted as delivered",
              "store/Commit.java",
              "books.ledger.add(connection, Ledger.FILTERED + setting, count));",
              "books.ledger.add(connection, Ledger.DELIVERED, count));",
              new Seeds(50)),
          new PlantedBug(
              "number through a double",
              "select/MemberSelection.java",
              """
                  } else {
                    out.put(json.text(), json.start(node), json.end(node));
              """,
              """
                  } else {
                    out.put(
                        new java.math.BigDecimal(Double.parseDouble(json.raw(node)))
                            .toPlainString()
                            .getBytes(StandardCharsets.US_ASCII));
              """,
              new Named("vectors.PureVectorsTest", "messages_areThoseOfTheVector")),
          new PlantedBug(
              "unknown member dropped",
              "select/BatchMember.java",
              "  OTHER(Passing.SELECTED),\n",
              "  OTHER(Passing.ONLY_INPUT),\n",
              new Named("vectors.PureVectorsTest", "messages_areThoseOfTheVector")),
          new PlantedBug(
              "location left in breadcrumbs",
              "select/EventSelection.java",
              "          removeFromBreadcrumbs(node);\n",
              "",
              new Named(
                  "select.SelectorTest",
                  "locations_areRemovedFromDataAndFromBreadcrumbs_andFromNowhereElse")),
          new PlantedBug(
              "secret in toString",
              "settings/Secret.java",
              "return \"***\";",
              "return text;",
              new Named("settings.ConfigurationFileTest", "whatIsFilledInIsNeverShown")));

  /// Those that need the whole service to show.
  static final List<PlantedBug> SLOW =
      List.of(
          new PlantedBug(
              "202 when a connection is full",
              "collect/Collector.java",
              "exchange.answer(reply(new Outcome.Refused(why, FULL_RETRY_SECONDS)));",
              "exchange.answer(bringing.kept().get());",
              new Named(
                  "PendingTest", "full_itsInputsAreRefused_andReadinessNamesIt_untilThereIsRoom")));

  private ContentBugs() {}
}
