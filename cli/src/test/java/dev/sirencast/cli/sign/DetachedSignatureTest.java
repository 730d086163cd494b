package dev.sirencast.cli.sign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sirencast.cli.CommandRun;
import dev.sirencast.cli.SecretText;
import dev.sirencast.cli.sign.oms.Keys;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signatures in files of their own, on the command line. */
class DetachedSignatureTest {
  @TempDir Path directory;
  private Path model;
  private Path weights;
  private Path secret;
  private Path trusted;
  private Path bundle;

  @BeforeEach
  void write() throws IOException {
    String[] pems = Keys.pems();
    secret = SecretText.write(directory.resolve("key.pem"), pems[0]);
    trusted = Files.writeString(directory.resolve("pub.pem"), pems[1]);
    model = Files.createDirectory(directory.resolve("model"));
    weights = Files.writeString(model.resolve("weights.safetensors"), "weights");
    Files.writeString(model.resolve("config.json"), "{}");
    bundle = directory.resolve("model.sig");
  }

  private static void fails(int code, String text, Object... words) {
    CommandRun run = CommandRun.of(words);
    assertEquals(code, run.exitCode(), run.out() + run.err());
    assertTrue(run.err().contains(text), run.err());
    assertEquals(1, run.err().strip().lines().count(), run.err());
  }

  private void sign(Object... inputs) {
    Object[] words = new Object[inputs.length + 5];
    System.arraycopy(inputs, 0, words, 5, inputs.length);
    System.arraycopy(new Object[] {"sign", "--key", secret, "--format", "OMS"}, 0, words, 0, 5);
    CommandRun run = CommandRun.of(words);
    assertEquals(0, run.exitCode(), run.err());
    assertEquals("", run.err());
  }

  @Test
  void aFolderIsSignedBesideIt() throws IOException {
    CommandRun run = CommandRun.of("sign", model, "--key", secret, "--format", "oms", "--json");
    JsonNode signed = run.json().get("bundles").get(0);
    assertEquals(bundle.toString(), signed.get("output").asText());
    assertEquals(2, signed.get("files").asInt());
    assertEquals(9, signed.get("bytes").asInt());
    JsonNode verified =
        CommandRun.of("verify", model, "--signature", bundle, "--trust", trusted, "--json")
            .json()
            .get("signature");
    assertTrue(verified.get("verifies").asBoolean());
    for (String key : new String[] {"signed_by", "files", "bytes", "model_digest"}) {
      assertEquals(signed.get(key), verified.get(key));
    }
    Files.writeString(weights, "Weights");
    fails(
        1,
        model + ": is not as it was signed; altered: weights.safetensors",
        "verify",
        model,
        "--signature",
        bundle,
        "--trust",
        trusted);
    fails(1, "is not as it was signed", verify("--ignore-unsigned-files"));
    Files.writeString(weights, "weights");
    Files.writeString(model.resolve("more\nsirencast: all is well"), "");
    fails(1, "not signed: more sirencast: all is well", verify());
    assertEquals(0, CommandRun.of(verify("--ignore-unsigned-files")).exitCode());
  }

  private Object[] verify(Object... more) {
    Object[] words = {"verify", model, "--signature", bundle, "--trust", trusted};
    Object[] all = java.util.Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return all;
  }

  @Test
  void severalFilesAreSignedEachForItself() throws IOException {
    Path config = model.resolve("config.json");
    sign(weights, config);
    Path first = model.resolve("weights.safetensors.sig");
    assertTrue(Files.exists(first));
    assertEquals(
        0, CommandRun.of("verify", weights, "--signature", first, "--trust", trusted).exitCode());
    fails(
        1,
        "missing: weights.safetensors; not signed: config.json",
        "verify",
        config,
        "--signature",
        first,
        "--trust",
        trusted);
    sign(weights, "-o", model.resolve("config.json.sig")); // a bundle may be replaced
  }

  @Test
  void mistakesAreSaidInOneLine() throws IOException {
    fails(2, "Missing required option: '--output", "sign", weights, "--key", secret);
    fails(
        2,
        "one argument too many",
        "sign",
        weights,
        model,
        "--key",
        secret,
        "-o",
        directory.resolve("x.siren"));
    Object[] oms = {"--key", secret, "--format", "oms"};
    fails(2, "-o names one bundle", with(oms, "sign", weights, model, "-o", bundle));
    fails(2, "-: has no name", with(oms, "sign", "-"));
    fails(2, "--ignore-paths: '../x'", with(oms, "sign", model, "--ignore-paths", "../x"));
    fails(
        2,
        "--ignore-paths goes with",
        "sign",
        weights,
        "--key",
        secret,
        "-o",
        "a.siren",
        "--ignore-paths",
        "x");
    fails(2, "expected siren or oms", "sign", weights, "--key", secret, "--format", "pgp");
    fails(
        2, "exists and is no bundle", with(oms, "sign", model, "-o", model.resolve("config.json")));
    fails(2, "is the same file as", with(oms, "sign", weights, "-o", weights));
    fails(1, "absent: no such file", with(oms, "sign", directory.resolve("absent")));
    Files.writeString(directory.resolve("weights.sig"), "-----BEGIN PGP SIGNATURE-----");
    fails(2, "exists and is no bundle", with(oms, "sign", directory.resolve("weights")));
    fails(2, "--trust=PUB.pem", "verify", weights, "--signature", bundle);
    fails(
        2,
        "goes with --signature",
        "verify",
        weights,
        "--trust",
        trusted,
        "--ignore-unsigned-files");
    fails(1, "model.sig: no such file", verify());
    sign(model);
    fails(1, "is a private key", "verify", model, "--signature", bundle, "--trust", secret);
    fails(1, "is a directory", "verify", model, "--signature", model, "--trust", trusted);
    assertFalse(Files.exists(directory.resolve("a.siren")));
  }

  private static Object[] with(Object[] some, Object... words) {
    Object[] all = java.util.Arrays.copyOf(words, words.length + some.length);
    System.arraycopy(some, 0, all, words.length, some.length);
    return all;
  }

  /** 100 MB of nothing, and brackets that nobody closes. */
  @Test
  void aHugeBundleDoesNoHarm() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(bundle.toFile(), "rw")) {
      file.setLength(100_000_000);
    }
    fails(1, "model.sig: is longer than 16777216 bytes", verify());
    Files.writeString(bundle, "{\"mediaType\":" + "[".repeat(1 << 20));
    fails(1, "model.sig: is not JSON", verify());
  }

  /** As long as what a system trusts, and longer. */
  @Test
  void aBundleOfManyAuthoritiesIsReadToItsEnd() throws IOException {
    sign(model);
    String comment = "# one of many authorities\n".repeat(100_000);
    Path many = Files.writeString(directory.resolve("many.pem"), comment);
    fails(1, "many.pem: expected PEM", "verify", model, "--signature", bundle, "--trust", many);
    Files.writeString(many, comment + Files.readString(trusted));
    assertEquals(
        0, CommandRun.of("verify", model, "--signature", bundle, "--trust", many).exitCode());
    Files.writeString(many, comment.repeat(2));
    fails(
        1, "longer than 4,194,304 bytes", "verify", model, "--signature", bundle, "--trust", many);
    Path key = SecretText.write(directory.resolve("long.pem"), comment);
    fails(1, "longer than 65,536 bytes", "sign", model, "--key", key, "--format", "oms");
  }

  @Test
  void ed25519SignsAndWarns() throws Exception {
    var pair = java.security.KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    var base64 = java.util.Base64.getMimeEncoder();
    String form = "-----BEGIN %s KEY-----%n%s%n-----END %s KEY-----%n";
    Files.writeString(
        secret,
        form.formatted(
            "PRIVATE", base64.encodeToString(pair.getPrivate().getEncoded()), "PRIVATE"));
    Files.writeString(
        trusted,
        form.formatted("PUBLIC", base64.encodeToString(pair.getPublic().getEncoded()), "PUBLIC"));
    CommandRun run = CommandRun.of("sign", model, "--key", secret, "--format", "oms");
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.err().contains("other programs may take ECDSA alone"), run.err());
    assertEquals(0, CommandRun.of(verify()).exitCode());
  }
}
