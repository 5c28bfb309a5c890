package io.hydrant.browser;

import static io.hydrant.browser.Devtools.map;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A tab, and what goes wrong in it: errors of scripts, of the console and of the network, what the
/// content security policy forbids, and dialogs, which are closed.
public final class Tab implements AutoCloseable {
  private final Devtools devtools;
  private final String target;
  private final String session;
  private final List<String> troubles = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Map<String, CompletableFuture<Boolean>> loads = new ConcurrentHashMap<>();
  private volatile CompletableFuture<Boolean> nextLoad = new CompletableFuture<>();

  Tab(Devtools devtools) {
    this.devtools = devtools;
    this.target =
        String.valueOf(
            devtools.call("", "Target.createTarget", Map.of("url", "about:blank")).get("targetId"));
    this.session =
        String.valueOf(
            devtools
                .call("", "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .get("sessionId"));
    devtools.listen(session, this::happened);
    for (String domain : List.of("Page", "Runtime", "Network", "Log", "Audits")) {
      call(domain + ".enable", Map.of());
    }
    call("Page.setLifecycleEventsEnabled", Map.of("enabled", true));
    call("Emulation.setFocusEmulationEnabled", Map.of("enabled", true));
  }

  private Map<?, ?> call(String method, Map<String, ?> parameters) {
    return devtools.call(session, method, parameters);
  }

  private void happened(String event, Map<?, ?> what) {
    switch (event) {
      case "Page.lifecycleEvent" -> {
        if ("load".equals(what.get("name"))) {
          load(String.valueOf(what.get("loaderId"))).complete(true);
          nextLoad.complete(true);
        }
      }
      case "Runtime.exceptionThrown" -> troubles.add("script: " + map(what, "exceptionDetails"));
      case "Runtime.consoleAPICalled" -> {
        if ("error".equals(what.get("type"))) {
          troubles.add("console: " + what.get("args"));
        }
      }
      case "Log.entryAdded" -> {
        Map<?, ?> entry = map(what, "entry");
        if ("error".equals(entry.get("level"))) {
          troubles.add("log: " + entry.get("text") + " " + entry.get("url"));
        }
      }
      case "Audits.issueAdded" -> {
        if ("ContentSecurityPolicyIssue".equals(map(what, "issue").get("code"))) {
          troubles.add("policy: " + map(map(what, "issue"), "details"));
        }
      }
      case "Page.javascriptDialogOpening" -> {
        troubles.add("dialog: " + what.get("message"));
        CompletableFuture<?> _ =
            devtools.send(session, "Page.handleJavaScriptDialog", Map.of("accept", true));
      }
      case "Network.requestWillBeSent" ->
          requests.add(String.valueOf(map(what, "request").get("url")));
      default -> {}
    }
  }

  private CompletableFuture<Boolean> load(String loader) {
    return loads.computeIfAbsent(loader, _ -> new CompletableFuture<>());
  }

  /// What went wrong since the tab was opened.
  public List<String> troubles() {
    return List.copyOf(troubles);
  }

  /// The addresses that were asked for since the tab was opened.
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /// Goes to an address, until all of it is loaded.
  public void visit(String address) {
    Map<?, ?> begun = call("Page.navigate", Map.of("url", address));
    if (begun.get("errorText") != null) {
      throw new AssertionError(address + ": " + begun.get("errorText"));
    }
    await(load(String.valueOf(begun.get("loaderId"))), address);
  }

  /// Does what leads to another page, until all of that is loaded.
  ///
  /// @param script a click
  public void follow(String script) {
    CompletableFuture<Boolean> load = new CompletableFuture<>();
    nextLoad = load;
    evaluate(script);
    await(load, script);
  }

  private static void await(CompletableFuture<Boolean> load, String what) {
    try {
      load.get(Devtools.PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("not loaded: " + what, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /// What an expression, or the promise that it is, comes to: maps, lists, texts, flags, and
  /// numbers as they are written.
  public @Nullable Object evaluate(String expression) {
    Map<?, ?> answer =
        call(
            "Runtime.evaluate",
            Map.of(
                "expression",
                expression,
                "awaitPromise",
                true,
                "returnByValue",
                true,
                "userGesture",
                true));
    if (answer.get("exceptionDetails") != null) {
      throw new AssertionError(expression + ": " + answer.get("exceptionDetails"));
    }
    return map(answer, "result").get("value");
  }

  /// Waits until an expression is true.
  public void await(String condition) {
    evaluate(
        """
        new Promise((done, fail) => {
          const end = Date.now() + %d;
          const look = () => {
            if (%s) {
              done(true);
            } else if (Date.now() > end) {
              fail(new Error("never so; the page says: " + document.body.innerText));
            } else {
              setTimeout(look, 20);
            }
          };
          look();
        })
        """
            .formatted((Devtools.PATIENCE_SECONDS - 5) * 1000, condition));
  }

  /// As on a screen of this size, with the colours of the day or of the night.
  public void look(int width, int height, boolean isDark) {
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    String scheme = isDark ? "dark" : "light";
    call(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
  }

  /// The whole page as a PNG file.
  public void screenshot(Path file) throws IOException {
    Object data =
        call("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true))
            .get("data");
    Files.createDirectories(file.getParent());
    Files.write(file, Base64.getDecoder().decode(String.valueOf(data)));
  }

  @Override
  public void close() {
    devtools.call("", "Target.closeTarget", Map.of("targetId", target));
  }
}
