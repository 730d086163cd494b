package dev.sirencast.siren;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Picks the kernel, once in the life of the class.
 *
 * <p>The vector kernel needs the module {@code jdk.incubator.vector}, which an application adds
 * with {@code --add-modules jdk.incubator.vector}, and a C2 that compiles it. Without them the
 * plain kernel serves; the results are the same. The reason is logged once, at DEBUG.
 *
 * <p>The system property {@value #PROPERTY} overrides the choice: {@code plain}, {@code vector},
 * {@code vector-128}, {@code vector-256}, {@code vector-512} (a length that the processor lacks is
 * emulated, very slowly), or {@code auto}, the default. What cannot be done is logged as a warning
 * and taken as {@code auto}.
 */
final class KernelProvider {
  static final String PROPERTY = "sirencast.kernel";

  private static final String VECTOR_MODULE = "jdk.incubator.vector";
  private static final String VECTOR_KERNEL = "dev.sirencast.siren.VectorKernel";
  private static final Pattern VECTOR = Pattern.compile("vector(?:-(128|256|512))?");

  private KernelProvider() {}

  /** Returns the kernel of this process. */
  static SirenKernel kernel() {
    return Chosen.KERNEL;
  }

  /** Returns the vector length that the property asks for, or 0 for the processor's own. */
  static int requestedBits() {
    Matcher vector = VECTOR.matcher(request());
    return vector.matches() && vector.group(1) != null ? Integer.parseInt(vector.group(1)) : 0;
  }

  /**
   * Returns the kernel that a value of the property asks for; its vector length, though, is always
   * the property's own, as C2 wants it in a constant.
   *
   * @throws UnavailableException if there is no such kernel or this JVM cannot run it
   */
  static SirenKernel load(String request) throws UnavailableException {
    if (request.equals("plain")) {
      return new PlainKernel();
    }
    if (!VECTOR.matcher(request).matches()) {
      throw new UnavailableException("there is no kernel " + request);
    }
    if (ModuleLayer.boot().findModule(VECTOR_MODULE).isEmpty()) {
      throw new UnavailableException("the JVM was started without --add-modules " + VECTOR_MODULE);
    }
    try {
      return (SirenKernel) Class.forName(VECTOR_KERNEL).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new UnavailableException("the vector kernel does not load: " + e);
    }
  }

  /**
   * Returns the kernel of a name that somebody gave.
   *
   * @throws IllegalArgumentException if there is no such kernel, or this JVM cannot run it
   */
  static SirenKernel named(String name) {
    try {
      return load(name);
    } catch (UnavailableException e) {
      throw new IllegalArgumentException("kernel " + name + ": " + e.getMessage(), e);
    }
  }

  private static String request() {
    return System.getProperty(PROPERTY, "auto");
  }

  private static SirenKernel choose() {
    String request = request();
    if (!request.equals("auto")) {
      try {
        return load(request);
      } catch (UnavailableException e) {
        log(Level.WARNING, PROPERTY + " is taken as auto: " + e.getMessage());
      }
    }
    try {
      requireC2();
      return load("vector");
    } catch (UnavailableException e) {
      log(Level.DEBUG, "plain kernel: " + e.getMessage());
      return new PlainKernel();
    }
  }

  /** C1 and the interpreter run vectors as objects, slower than plain Java. */
  private static void requireC2() throws UnavailableException {
    String info = System.getProperty("java.vm.info", "");
    if (info.contains("emulated-client") || info.contains("interpreted")) {
      throw new UnavailableException("the JVM runs without C2 (" + info + ")");
    }
  }

  private static void log(Level level, String message) {
    Logger logger = System.getLogger(KernelProvider.class.getName());
    logger.log(level, message);
  }

  private static final class Chosen {
    static final SirenKernel KERNEL = choose();
  }

  /** Why a kernel cannot be had. */
  static final class UnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnavailableException(String message) {
      super(message);
    }
  }
}
