package dev.sirencast.trainer.cpu;

import java.lang.System.Logger.Level;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Picks the kernel, once in the life of the class, as the decoder's is picked: the vector kernel
 * where the JVM has the module {@code jdk.incubator.vector} and a C2 that compiles it, else the
 * plain one, with the reason logged at DEBUG. Results differ in rounding.
 *
 * <p>The system property {@value #PROPERTY}, the decoder's, overrides the choice: {@code plain},
 * {@code vector}, {@code vector-128}, {@code vector-256}, {@code vector-512}, or {@code auto}.
 */
final class TrainingKernels {
  private static final String PROPERTY = "sirencast.kernel";
  private static final String VECTOR_MODULE = "jdk.incubator.vector";
  private static final String VECTOR_KERNEL = "dev.sirencast.trainer.cpu.VectorTrainingKernel";
  private static final Pattern VECTOR = Pattern.compile("vector(?:-(128|256|512))?");

  private TrainingKernels() {}

  /** Returns the kernel of this process. */
  static TrainingKernel<?> kernel() {
    return Chosen.KERNEL;
  }

  /** Returns the vector length that the property asks for, or 0 for the processor's own. */
  static int requestedBits() {
    Matcher vector = VECTOR.matcher(request());
    return vector.matches() && vector.group(1) != null ? Integer.parseInt(vector.group(1)) : 0;
  }

  /**
   * Returns the vector kernel.
   *
   * @throws IllegalStateException if this JVM cannot run it
   */
  static TrainingKernel<?> vector() {
    if (ModuleLayer.boot().findModule(VECTOR_MODULE).isEmpty()) {
      throw new IllegalStateException("the JVM was started without --add-modules " + VECTOR_MODULE);
    }
    try {
      return (TrainingKernel<?>)
          Class.forName(VECTOR_KERNEL).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new IllegalStateException("the vector kernel does not load: " + e, e);
    }
  }

  private static String request() {
    return System.getProperty(PROPERTY, "auto");
  }

  private static TrainingKernel<?> choose() {
    String request = request();
    if (request.equals("plain")) {
      return new PlainTrainingKernel();
    }
    try {
      if (!VECTOR.matcher(request).matches()) {
        requireC2();
      }
      return vector();
    } catch (IllegalStateException e) {
      System.getLogger(TrainingKernels.class.getName())
          .log(Level.DEBUG, () -> "plain kernel: " + e.getMessage());
      return new PlainTrainingKernel();
    }
  }

  /** C1 and the interpreter run vectors as objects, slower than plain Java. */
  private static void requireC2() {
    String info = System.getProperty("java.vm.info", "");
    if (info.contains("emulated-client") || info.contains("interpreted")) {
      throw new IllegalStateException("the JVM runs without C2 (" + info + ")");
    }
  }

  private static final class Chosen {
    static final TrainingKernel<?> KERNEL = choose();
  }
}
