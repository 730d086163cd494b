package dev.sirencast.transport.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Certificates and keys as text (RFC 7468): base64 between lines that begin with {@code
 * -----BEGIN}. Text between such blocks is a comment.
 */
final class PemFile {
  /** Far longer than the authorities that a system trusts are. */
  private static final int MAX_BYTES = 1 << 22;

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");
  private static final String CERTIFICATE = "CERTIFICATE";
  private static final String KEY = "PRIVATE KEY";

  /** What the key of a certificate may be, in the order they are tried. */
  private static final List<String> ALGORITHMS = List.of("EC", "RSA", "EdDSA");

  private final Path file;
  private final List<Block> blocks;

  private record Block(String label, String base64) {}

  private PemFile(Path file, List<Block> blocks) {
    this.file = file;
    this.blocks = blocks;
  }

  static PemFile read(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException(file + ": is a directory; expected a PEM file");
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    }
    if (bytes.length > MAX_BYTES) {
      throw new IOException(file + ": longer than 4 MiB; expected a PEM file");
    }
    List<Block> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
    while (matcher.find()) {
      blocks.add(new Block(matcher.group(1), matcher.group(2)));
    }
    return new PemFile(file, List.copyOf(blocks));
  }

  /** Returns the certificates, one or more, in their order. */
  List<X509Certificate> certificates() throws IOException {
    List<X509Certificate> certificates = new ArrayList<>();
    for (Block block : blocks) {
      if (block.label.equals(CERTIFICATE)) {
        certificates.add(certificate(block));
      }
    }
    if (certificates.isEmpty()) {
      throw unexpected("certificate", CERTIFICATE);
    }
    return List.copyOf(certificates);
  }

  /** Returns the first private key. */
  PrivateKey privateKey() throws IOException {
    for (Block block : blocks) {
      if (block.label.equals(KEY)) {
        return key(block);
      }
      if (block.label.endsWith(KEY)) {
        throw new IOException(
            file
                + ": holds "
                + block.label
                + "; expected an unencrypted PKCS #8 key, -----BEGIN "
                + KEY
                + "----- ('openssl pkcs8 -topk8 -nocrypt' makes one of it)");
      }
    }
    throw unexpected("private key", KEY);
  }

  private X509Certificate certificate(Block block) throws IOException {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(decode(block)));
    } catch (CertificateException e) {
      throw new IOException(file + ": a certificate in it is damaged", e);
    }
  }

  private PrivateKey key(Block block) throws IOException {
    PKCS8EncodedKeySpec encoded = new PKCS8EncodedKeySpec(decode(block));
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
      } catch (InvalidKeySpecException e) {
        // Of another algorithm, or of none.
      } catch (GeneralSecurityException e) {
        throw new IOException(file + ": this Java does not know " + algorithm + " keys", e);
      }
    }
    throw new IOException(
        file + ": the private key in it is damaged, or neither EC, RSA nor EdDSA");
  }

  private byte[] decode(Block block) throws IOException {
    try {
      return Base64.getDecoder().decode(block.base64.replaceAll("\\s", ""));
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": the base64 of its " + block.label + " is damaged", e);
    }
  }

  private IOException unexpected(String what, String label) {
    return new IOException(
        file + ": holds no " + what + "; expected PEM, a line -----BEGIN " + label + "-----");
  }
}
