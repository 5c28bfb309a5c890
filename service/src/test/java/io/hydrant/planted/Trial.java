package io.hydrant.planted;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.discovery.MethodSelector;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/// One run of a catcher on a set of classes. A test that is not found, cannot be loaded or never
/// ends is no finding, but an error of the trial itself.
final class Trial {
  private static final String TIMEOUT = "5 m";

  /// What the catcher noticed.
  ///
  /// @param seed of the world it noticed it in; null when it has none
  record Finding(Throwable what, @Nullable Long seed) {}

  private Trial() {}

  /// Runs the catcher; null when it notices nothing.
  static @Nullable Finding run(Catcher catcher, Map<String, byte[]> edited) {
    PlantedClasses classes = new PlantedClasses(edited);
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(classes);
    try {
      return switch (catcher) {
        case Catcher.Named named -> test(named, classes);
        case Catcher.Seeds seeds -> simulate(seeds, classes);
      };
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(catcher + " cannot be run", e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  // ---- a test

  private static @Nullable Finding test(Catcher.Named named, PlantedClasses classes)
      throws ClassNotFoundException {
    Class<?> type = classes.loadClass("io.hydrant." + named.className());
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selector(type, named))
            .configurationParameter("junit.jupiter.execution.timeout.default", TIMEOUT)
            .configurationParameter(
                "junit.jupiter.execution.timeout.thread.mode.default", "SEPARATE_THREAD")
            .build();
    Results results = new Results();
    jupiter().execute(request, results);
    if (results.tests == 0) {
      throw new AssertionError(
          named + " did not run", results.failures.isEmpty() ? null : results.failures.getFirst());
    }
    for (Throwable failure : results.failures) {
      assertFinding(named, failure);
    }
    return results.failures.isEmpty() ? null : new Finding(results.failures.getFirst(), null);
  }

  private static DiscoverySelector selector(Class<?> type, Catcher.Named named) {
    MethodSelector all = DiscoverySelectors.selectMethod(type, method(type, named.method()));
    Integer iteration = named.iteration();
    return iteration == null ? all : DiscoverySelectors.selectIteration(all, iteration);
  }

  private static Method method(Class<?> type, String name) {
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      for (Method method : each.getDeclaredMethods()) {
        if (method.getName().equals(name)) {
          return method;
        }
      }
    }
    throw new AssertionError("there is no test " + type.getSimpleName() + "." + name);
  }

  /// A launcher that finds nothing by itself, least of all listeners of the run that it is in.
  private static Launcher jupiter() {
    return LauncherFactory.create(
        LauncherConfig.builder()
            .enableTestEngineAutoRegistration(false)
            .enableLauncherSessionListenerAutoRegistration(false)
            .enableLauncherDiscoveryListenerAutoRegistration(false)
            .enablePostDiscoveryFilterAutoRegistration(false)
            .enableTestExecutionListenerAutoRegistration(false)
            .addTestEngines(new JupiterTestEngine())
            .build());
  }

  private static final class Results implements TestExecutionListener {
    private final List<Throwable> failures = new ArrayList<>();
    private int tests;

    @Override
    public void executionStarted(TestIdentifier identifier) {
      tests += identifier.isTest() ? 1 : 0;
    }

    @Override
    public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
      result.getThrowable().ifPresent(failures::add);
    }
  }

  // ---- the simulator

  private static @Nullable Finding simulate(Catcher.Seeds seeds, PlantedClasses classes)
      throws ReflectiveOperationException {
    Class<?> type = classes.loadClass("io.hydrant.simulator.Simulation");
    Constructor<?> world = type.getDeclaredConstructor(long.class);
    world.setAccessible(true);
    Method run = type.getDeclaredMethod("run");
    run.setAccessible(true);
    for (long seed = 0; seed < seeds.count(); seed++) {
      try {
        run.invoke(world.newInstance(seed));
      } catch (InvocationTargetException e) {
        Throwable cause = e.getCause();
        Throwable what = cause == null ? e : cause;
        assertFinding(seeds, what);
        return new Finding(what, seed);
      }
    }
    return null;
  }

  private static void assertFinding(Catcher catcher, Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof LinkageError
          || each instanceof ClassNotFoundException
          || each instanceof TimeoutException) {
        throw new AssertionError(catcher + " could not judge", failure);
      }
    }
  }
}
