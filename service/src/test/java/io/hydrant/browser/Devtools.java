package io.hydrant.browser;

import io.hydrant.vectors.JsonText;
import io.hydrant.vectors.JsonTree;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The DevTools protocol over a WebSocket: calls and their answers, and events of tabs.
final class Devtools implements AutoCloseable {
  /// How long anything at all may take, on however busy a machine.
  static final long PATIENCE_SECONDS = 60;

  private final AtomicLong lastId = new AtomicLong();
  private final Map<String, CompletableFuture<Map<?, ?>>> calls = new ConcurrentHashMap<>();
  private final Map<String, BiConsumer<String, Map<?, ?>>> tabs = new ConcurrentHashMap<>();
  private final HttpClient client = HttpClient.newBuilder().build();
  private CompletableFuture<WebSocket> socket = new CompletableFuture<>();

  private Devtools() {}

  static Devtools connect(URI address)
      throws ExecutionException, InterruptedException, TimeoutException {
    Devtools devtools = new Devtools();
    devtools.socket =
        devtools.client.newWebSocketBuilder().buildAsync(address, devtools.new Listener());
    devtools.socket.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    return devtools;
  }

  /// Has `events` told what happens in a session, on the thread that reads.
  void listen(String session, BiConsumer<String, Map<?, ?>> events) {
    tabs.put(session, events);
  }

  /// Calls a method and waits for its answer.
  ///
  /// @param session empty for the browser itself
  Map<?, ?> call(String session, String method, Map<String, ?> parameters) {
    try {
      return send(session, method, parameters).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError(method + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(method + ": interrupted", e);
    }
  }

  /// Calls a method; its answer follows.
  CompletableFuture<Map<?, ?>> send(String session, String method, Map<String, ?> parameters) {
    Map<String, Object> call = new LinkedHashMap<>();
    String id = String.valueOf(lastId.incrementAndGet());
    call.put("id", Long.valueOf(id));
    call.put("method", method);
    call.put("params", parameters);
    if (!session.isEmpty()) {
      call.put("sessionId", session);
    }
    CompletableFuture<Map<?, ?>> answer = new CompletableFuture<>();
    calls.put(id, answer);
    write(JsonText.compact(call));
    return answer;
  }

  /// One text after the other.
  private synchronized void write(String text) {
    socket = socket.thenCompose(open -> open.sendText(text, true));
  }

  /// A member of a map, which must be one itself.
  static Map<?, ?> map(Map<?, ?> map, String name) {
    return map.get(name) instanceof Map<?, ?> member ? member : Map.of();
  }

  private void take(String text) {
    Map<?, ?> message = (Map<?, ?>) JsonTree.of(text);
    if (message.get("id") instanceof JsonTree.Digits id) {
      CompletableFuture<Map<?, ?>> answer = calls.remove(id.text());
      if (answer == null) {
        return;
      }
      if (message.get("error") instanceof Map<?, ?> error) {
        answer.completeExceptionally(new IOException(String.valueOf(error)));
      } else {
        answer.complete(map(message, "result"));
      }
    } else if (message.get("sessionId") instanceof String session) {
      tabs.getOrDefault(session, (_, _) -> {})
          .accept(String.valueOf(message.get("method")), map(message, "params"));
    }
  }

  private void end(Throwable why) {
    calls.values().forEach(answer -> answer.completeExceptionally(why));
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean isLast) {
      text.append(part);
      if (isLast) {
        String whole = text.toString();
        text.setLength(0);
        take(whole);
      }
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
      end(new IOException("Chromium went away: " + status + " " + reason));
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      end(error);
    }
  }
}
