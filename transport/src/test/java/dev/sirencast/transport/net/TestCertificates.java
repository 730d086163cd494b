package dev.sirencast.transport.net;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** An authority of a test's own, and PEM files of certificates that it signed. */
public final class TestCertificates {
  private final Path directory;
  private final String name;
  private final X509Bundle authority;

  public TestCertificates(Path directory, String name) throws Exception {
    this.directory = directory;
    this.name = name;
    this.authority =
        new CertificateBuilder()
            .subject("CN=" + name)
            .ecp256()
            .setIsCertificateAuthority(true)
            .buildSelfSigned();
  }

  public Path authority() throws Exception {
    return Files.writeString(
        directory.resolve(name + "-ca.pem"), "A comment.\n" + authority.getCertificatePEM());
  }

  /** Certificate and key of a host. */
  public record Identity(Path chain, Path key) {}

  public Identity localhost() throws Exception {
    return identity(builder("localhost").addSanIpAddress("127.0.0.1"), "localhost");
  }

  public Identity named(String host) throws Exception {
    return identity(builder(host), host);
  }

  public Identity rsa() throws Exception {
    return identity(builder("localhost").rsa2048(), "rsa");
  }

  public Identity edwards() throws Exception {
    return identity(builder("localhost").algorithm(CertificateBuilder.Algorithm.ed25519), "ed");
  }

  public Identity expired() throws Exception {
    Instant now = Instant.now();
    return identity(
        builder("localhost")
            .notBefore(now.minus(9, ChronoUnit.DAYS))
            .notAfter(now.minus(2, ChronoUnit.DAYS)),
        "expired");
  }

  private static CertificateBuilder builder(String host) {
    return new CertificateBuilder().subject("CN=" + host).ecp256().addSanDnsName(host);
  }

  private Identity identity(CertificateBuilder builder, String file) throws Exception {
    X509Bundle bundle = builder.buildIssuedBy(authority);
    return new Identity(
        Files.writeString(
            directory.resolve(name + "-" + file + ".pem"), bundle.getCertificatePathPEM()),
        Files.writeString(
            directory.resolve(name + "-" + file + ".key"), bundle.getPrivateKeyPEM()));
  }
}
