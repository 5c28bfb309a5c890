package io.hydrant.platform;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/// SIGHUP, by which an operator asks a service to read its configuration again.
///
/// The JDK has no other door to signals than `sun.misc.Signal`, whose module it supports and whose
/// use its compiler warns of without a way to say "we know"; hence by reflection.
public final class Hangup {
  private Hangup() {}

  /// Calls `then` on a thread of its own each time the process gets the signal, which from now on
  /// does not end it.
  ///
  /// @return false where there is no such signal
  public static boolean on(Runnable then) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object ours =
          Proxy.newProxyInstance(
              Hangup.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  then.run();
                }
                return null;
              });
      Object hangup = signal.getConstructor(String.class).newInstance("HUP");
      signal.getMethod("handle", signal, handler).invoke(null, hangup, ours);
      return true;
    } catch (ReflectiveOperationException e) {
      if (e instanceof InvocationTargetException failed
          && failed.getCause() instanceof IllegalArgumentException) {
        return false;
      }
      throw new LinkageError("sun.misc.Signal", e);
    }
  }
}
