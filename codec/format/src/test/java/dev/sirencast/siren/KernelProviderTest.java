package dev.sirencast.siren;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.signal.CoordinateGrid;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each case but the first two is a JVM of its own, as the choice is made once in a process. */
class KernelProviderTest {
  private static final String VECTOR = "--add-modules=jdk.incubator.vector";

  @Test
  void refusesAKernelThatDoesNotExist() {
    assertThrows(KernelProvider.UnavailableException.class, () -> KernelProvider.load("vector-96"));
  }

  @Test
  void usesVectorsInThisProcess() {
    assertTrue(SirenNetwork.kernelName().startsWith("vector-"), SirenNetwork.kernelName());
  }

  @Test
  void fallsBackInSilenceWithoutTheModule() throws Exception {
    assertEquals(expected("plain"), run());
  }

  @Test
  void obeysARequestForThePlainKernel() throws Exception {
    assertEquals(expected("plain"), stripped(run(VECTOR, "-Dsirencast.kernel=plain")));
  }

  @Test
  void usesThePlainKernelWhereC2IsAbsent() throws Exception {
    assertEquals(expected("plain"), stripped(run(VECTOR, "-XX:TieredStopAtLevel=1")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"vector-128", "vector-256", "vector-512"})
  void givesTheSameBitsAtEveryVectorLength(String kernel) throws Exception {
    assertEquals(expected(kernel), stripped(run(VECTOR, "-Dsirencast.kernel=" + kernel)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"vector", "fast"})
  void warnsOfARequestItCannotMeet(String kernel) throws Exception {
    List<String> lines = run("-Dsirencast.kernel=" + kernel);
    assertTrue(lines.stream().anyMatch(line -> line.startsWith("WARNING")), lines::toString);
    assertEquals(expected("plain"), lines.subList(lines.size() - 2, lines.size()));
  }

  private static List<String> expected(String kernel) {
    return List.of(kernel, hash());
  }

  private static List<String> run(String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Probe.class.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    byte[] output = process.getInputStream().readAllBytes();
    assertEquals(0, process.waitFor());
    return new String(output, StandardCharsets.UTF_8).lines().toList();
  }

  /** The JVM itself announces the incubating module. */
  private static List<String> stripped(List<String> lines) {
    return lines.stream().filter(line -> !line.contains("Using incubator modules")).toList();
  }

  private static String hash() {
    int hash = 1;
    for (int features : new int[] {1, 8, 31, 100}) {
      SirenArchitecture architecture = new SirenArchitecture(2, features, 2, 3, 30, 30);
      SirenNetwork network = SirenNetwork.of(SirenInitializer.initialize(architecture, 5));
      hash = 31 * hash + Arrays.hashCode(network.evaluate(CoordinateGrid.of(37, 19)));
    }
    return Integer.toHexString(hash);
  }

  /** Prints the kernel's name and a hash of what it computes. */
  static final class Probe {
    public static void main(String[] arguments) {
      System.out.println(SirenNetwork.kernelName());
      System.out.println(hash());
    }
  }
}
