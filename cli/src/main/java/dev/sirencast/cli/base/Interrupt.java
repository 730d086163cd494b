package dev.sirencast.cli.base;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Lets long work finish in order when the process is asked to end (Ctrl-C, SIGTERM).
 *
 * <p>While one is open, the first request does not end the process: {@link #requested} turns true,
 * and the command goes on with what there is. A second one ends it at once, and so do {@value
 * #PATIENCE_SECONDS} seconds after the first. {@link #exitCode} is then what a shell expects: 130
 * for Ctrl-C, 143 for SIGTERM. While none is open, a request ends the process at once, with the
 * same codes.
 *
 * <p>A shutdown hook could not do that: once the JVM waits for one, it hears no second request.
 * Signals have no other interface than {@code sun.misc.Signal}, which compilers warn of; hence
 * reflection. Where there is none, every request ends the process at once.
 */
public final class Interrupt implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 60;
  private static final int SIGNALLED = 128;
  private static final String[] SIGNALS = {"INT", "TERM"};

  private static volatile int signal;

  private final Map<Object, Object> handlersBefore = new LinkedHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Runnable onRequest;
  private final BooleanSupplier host;
  private volatile boolean requested;

  private Interrupt(Runnable onRequest, BooleanSupplier host) {
    this.onRequest = onRequest;
    this.host = host;
  }

  /** One of a command that another program runs, and ends; signals are that program's. */
  static Interrupt of(BooleanSupplier host) {
    return new Interrupt(() -> {}, host);
  }

  public static Interrupt open() {
    return open(() -> {});
  }

  /**
   * Opens one that says when the process is asked to end.
   *
   * @param onRequest run once, on a thread of its own
   */
  public static Interrupt open(Runnable onRequest) {
    Interrupt interrupt = new Interrupt(onRequest, () -> false);
    for (String name : SIGNALS) {
      interrupt.listen(name);
    }
    return interrupt;
  }

  /** Whether the process, or the command, has been asked to end. */
  public boolean requested() {
    return requested || host.getAsBoolean();
  }

  /**
   * What the process tells its caller.
   *
   * @param code of the command's own
   * @return that code, or where the process was asked to end, the one that says so
   */
  public static int exitCode(int code) {
    return signal == 0 ? code : SIGNALLED + signal;
  }

  private void listen(String name) {
    try {
      Class<?> type = Class.forName("sun.misc.Signal");
      Class<?> handlers = Class.forName("sun.misc.SignalHandler");
      int number = (int) type.getMethod("getNumber").invoke(of(type, name));
      Object own =
          Proxy.newProxyInstance(
              handlers.getClassLoader(),
              new Class<?>[] {handlers},
              (proxy, method, arguments) -> answer(proxy, method, arguments, number));
      Object signalled = of(type, name);
      handlersBefore.put(
          signalled, type.getMethod("handle", type, handlers).invoke(null, signalled, own));
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      // Not on this machine, or the caller has the signal ignored: it stays as it is.
    }
  }

  private static Object of(Class<?> type, String name) throws ReflectiveOperationException {
    return type.getConstructor(String.class).newInstance(name);
  }

  private Object answer(Object proxy, Method method, Object[] arguments, int number) {
    return switch (method.getName()) {
      case "handle" -> {
        handle(number);
        yield null;
      }
      case "equals" -> proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      default -> "interrupt";
    };
  }

  private void handle(int number) {
    signal = number;
    if (requested) {
      Runtime.getRuntime().halt(exitCode(0));
    }
    requested = true;
    Thread patience = new Thread(() -> await(number), "interrupt");
    patience.setDaemon(true);
    patience.start();
    onRequest.run();
  }

  private void await(int number) {
    try {
      if (!closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        Runtime.getRuntime().halt(SIGNALLED + number);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    handlersBefore.forEach(
        (signalled, handler) -> {
          try {
            Class<?> type = signalled.getClass();
            Class<?> handlers = Class.forName("sun.misc.SignalHandler");
            type.getMethod("handle", type, handlers).invoke(null, signalled, handler);
          } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
          }
        });
  }
}
