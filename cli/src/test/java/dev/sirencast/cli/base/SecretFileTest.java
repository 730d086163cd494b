package dev.sirencast.cli.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sirencast.cli.CommandRun;
import dev.sirencast.cli.SecretText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets that others may read are no secrets, and it is said. */
class SecretFileTest {
  @TempDir Path directory;
  private Path key;

  @BeforeEach
  void write() throws IOException {
    assumeTrue(Files.getFileStore(directory).supportsFileAttributeView("posix"));
    key = SecretText.write(directory.resolve("k.key"), "secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r--r--", "rw-rw-rw-", "rw----r--", "rw--w----", "rw-----w-"})
  void whatOthersMayReadOrChangeIsNamed(String permissions) throws IOException {
    String said = SecretFile.exposure(SecretText.permit(key, permissions)).orElseThrow();
    assertTrue(said.startsWith(key + ": ") && said.contains(permissions), said);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-------", "r--------", "rwx------"})
  void nothingIsSaidOfWhatIsKept(String permissions) throws IOException {
    assertTrue(SecretFile.exposure(SecretText.permit(key, permissions)).isEmpty());
  }

  @Test
  void aGroupMayReadWhatRootOwns() throws IOException {
    boolean isRoots = Files.getOwner(key).getName().equals("root");
    assertEquals(isRoots, SecretFile.exposure(SecretText.permit(key, "rw-r-----")).isEmpty());
  }

  @Test
  void nothingIsSaidOfWhatIsNotThereOrNoFile() throws IOException {
    assertTrue(SecretFile.exposure(directory.resolve("absent")).isEmpty());
    assertTrue(SecretFile.exposure(SecretText.permit(directory, "rwxr-xr-x")).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sign a.siren -o b.siren --key",
        "encode testcard -o b.siren --seeds 0 --sign",
        "fetch :1 a -o b.siren --carousel --timeout 0 --group-key",
        "list :1 --carousel --timeout 0 --group-key",
        "serve . --listen :1 --grace 99 --key",
        "send absent.siren :1 --token"
      })
  void everyOptionForASecretWarnsOnce(String command) throws IOException {
    assertEquals(List.of(), warnings(command));
    SecretText.permit(key, "rw-r--r--");
    List<String> warnings = warnings(command);
    assertEquals(1, warnings.size(), warnings.toString());
    assertTrue(warnings.get(0).startsWith("sirencast: warning: " + key + ": "), warnings.get(0));
    assertEquals(List.of(), warnings(command + " --quiet"), "whoever wants no warning has none");
  }

  private List<String> warnings(String command) {
    String option = command.replace(" --quiet", "");
    String rest = command.substring(option.length());
    String[] words = (option + " " + key + rest).split(" ");
    CommandRun run = CommandRun.of((Object[]) words);
    assertTrue(run.exitCode() > 0, run.out()); // none of them gets far
    return run.err().lines().filter(line -> line.contains("k.key: is named as a secret")).toList();
  }
}
