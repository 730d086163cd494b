package dev.sirencast.cli.sign.oms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files are signed, and which have to be there. */
class ModelSignatureTest {
  private static final Progress UNSEEN = (done, total) -> {};

  private final BundleSigner signer = Keys.signer();
  private final TrustedSigners trusted =
      TrustedSigners.NONE.with(new String(signer.key().pem(), StandardCharsets.US_ASCII));

  @TempDir Path directory;
  private Path model;

  @BeforeEach
  void write() throws IOException {
    model = Files.createDirectories(directory.resolve("model/sub/.git")).getParent().getParent();
    Files.createDirectory(model.resolve(".git"));
    Files.writeString(model.resolve(".git/HEAD"), "x");
    Files.writeString(model.resolve(".gitignore"), "x");
    Files.writeString(model.resolve("sub/.git/deep"), "x");
    Files.writeString(model.resolve("sub.bin"), "x");
    Files.writeString(model.resolve("weights.bin"), "weights");
    Files.createFile(model.resolve("empty"));
  }

  private ModelScope scope(String... ignored) {
    return ModelScope.of(model, model.resolve("model.sig"), List.of(ignored), false);
  }

  private Statement signed(ModelScope scope) throws IOException {
    return Bundle.parse(ModelSignature.sign(scope, signer, UNSEEN).json())
        .verified(trusted, Instant.EPOCH)
        .statement();
  }

  private Comparison compared(ModelScope scope, Bundle bundle) throws IOException {
    return ModelSignature.verify(scope, bundle, trusted, Instant.EPOCH, UNSEEN).comparison();
  }

  private static List<String> names(Statement statement) {
    return statement.resources().stream().map(Resource::name).toList();
  }

  @Test
  void allFilesOfAFolderAreSigned() throws IOException {
    Files.writeString(model.resolve("model.sig"), "an older one");
    Statement statement = signed(scope());
    assertEquals(List.of("empty", "sub.bin", "sub/.git/deep", "weights.bin"), names(statement));
    assertEquals("model", statement.name());
    assertEquals(
        List.of(".git", ".gitattributes", ".github", ".gitignore", "model.sig"),
        statement.serialization().ignored());
    assertEquals(List.of("empty", "sub.bin", "weights.bin"), names(signed(scope("sub/"))));
  }

  @Test
  void theNameOfAFolderIsItsOwn() throws IOException {
    Path here = model.resolve("sub").resolve("..");
    assertEquals("model", signed(new ModelScope(here, model, Set.of(), false)).name());
    Path file = model.resolve("weights.bin");
    Statement single = signed(new ModelScope(file, directory.resolve("s"), Set.of(), false));
    assertEquals(List.of("weights.bin"), names(single));
    assertEquals("weights.bin", single.name());
  }

  @Test
  void everythingThatDiffersIsNamed() throws IOException {
    Bundle bundle = Bundle.parse(ModelSignature.sign(scope(), signer, UNSEEN).json());
    assertTrue(compared(scope(), bundle).isWhole());
    Files.writeString(model.resolve("sub.bin"), "y");
    Files.delete(model.resolve("empty"));
    for (int i = 1; i <= 5; i++) {
      Files.writeString(model.resolve("more" + i), "");
    }
    Comparison comparison = compared(scope(), bundle);
    assertEquals(
        "altered: sub.bin; missing: empty; not signed: more1, more2, more3 and 2 more",
        comparison.text());
    assertEquals(2, comparison.files());
    ModelScope some = scope("more1", "more2", "more3", "more4", "sub.bin", "weights.bin");
    assertEquals(
        "altered: sub.bin; missing: empty; not signed: more5", compared(some, bundle).text());
    ModelScope others = new ModelScope(model, model.resolve("model.sig"), Set.of(), true);
    assertEquals("altered: sub.bin; missing: empty", compared(others, bundle).text());
    Path other = Files.writeString(directory.resolve("other"), "");
    assertEquals(
        "missing: empty, sub.bin, sub/.git/deep and 1 more; not signed: other",
        compared(new ModelScope(other, model, Set.of(), false), bundle).text());
  }

  @Test
  void linksAndOddFilesAreRefused() throws IOException {
    Bundle bundle = Bundle.parse(ModelSignature.sign(scope(), signer, UNSEEN).json());
    Path link = Files.createSymbolicLink(model.resolve("link"), Path.of("weights.bin"));
    for (Path path : List.of(model, link)) {
      ModelScope scope = new ModelScope(path, directory.resolve("s"), Set.of(), false);
      assertThrows(IOException.class, () -> ModelSignature.sign(scope, signer, UNSEEN));
      String message = assertThrows(IOException.class, () -> compared(scope, bundle)).getMessage();
      assertTrue(message.startsWith(link + ": is a symbolic link"), message);
    }
    Path whole = Files.createSymbolicLink(directory.resolve("latest"), model);
    assertThrows(
        IOException.class,
        () ->
            ModelSignature.sign(
                new ModelScope(whole, directory.resolve("s"), Set.of(), false), signer, UNSEEN));
    assertTrue(compared(scope("link"), bundle).isWhole());
    ModelScope nothing = ModelScope.of(model.resolve("sub"), model, List.of(".git"), false);
    assertThrows(
        IllegalArgumentException.class, () -> ModelSignature.sign(nothing, signer, UNSEEN));
  }

  /** Where the signer allowed them; but they lead to files of the folder, and nowhere else. */
  @Test
  void linksThatAreAllowedStayInTheFolder() throws IOException {
    String digest = "9d0568469d206c1aedf1b71f12f474bc1ed3b1c7d3ba1f8a5fb5b5b1f1b2b8b6";
    Serialization links = new Serialization(0, true, List.of());
    Statement statement = new Statement("m", List.of(new Resource("link", digest)), links);
    Bundle bundle = Bundle.parse(Bundle.sign(statement, signer));
    ModelScope others = new ModelScope(model, model.resolve("model.sig"), Set.of(), true);
    Path link = model.resolve("link");
    Files.createSymbolicLink(link, Path.of("weights.bin"));
    assertEquals("altered: link", compared(others, bundle).text());
    Files.writeString(directory.resolve("secret"), "weights");
    for (String target : List.of("../secret", "sub", "link", "absent", "/dev/zero")) {
      Files.delete(link);
      Files.createSymbolicLink(link, Path.of(target));
      String message = assertThrows(IOException.class, () -> compared(others, bundle)).toString();
      assertTrue(message.contains("link") || message.contains("absent"), message);
    }
    Files.delete(link);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "/etc", "../x", "a/../b", "*.bin", "a?", "[a]", "./a"})
  void whatIsNoPathCannotBeIgnored(String name) {
    assertThrows(IllegalArgumentException.class, () -> scope(name));
  }
}
