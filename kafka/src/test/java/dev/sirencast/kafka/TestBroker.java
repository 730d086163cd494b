package dev.sirencast.kafka;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A real broker in a process of its own, on loopback: KRaft, one node, without encryption at one
 * port and with SASL over TLS at another. Alice and whoever comes without encryption may do all,
 * Bob nothing.
 */
final class TestBroker implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final Path directory;
  private final int plainPort = freePort();
  private final int securePort = freePort();
  private final Process process;
  private final Admin admin;

  private TestBroker(Path directory) throws Exception {
    this.directory = directory;
    int controllerPort = freePort();
    Path data = directory.resolve("data");
    new Formatter()
        .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
        .setClusterId(Uuid.randomUuid().toString())
        .setNodeId(1)
        .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
        .setControllerListenerName("CONTROLLER")
        .setMetadataLogDirectory(data.toString())
        .addDirectory(data.toString())
        .run();
    Path settings = Files.write(directory.resolve("broker"), settings(data, controllerPort));
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                "kafka.Kafka",
                settings.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("broker.log").toFile())
            .start();
    admin = Admin.create(Map.of("bootstrap.servers", plain()));
    admin.describeCluster().nodes().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  static TestBroker start(Path directory) throws Exception {
    return new TestBroker(directory);
  }

  private List<String> settings(Path data, int controllerPort) throws Exception {
    X509Bundle host =
        new CertificateBuilder()
            .subject("CN=localhost")
            .ecp256()
            .setIsCertificateAuthority(true)
            .addSanDnsName("localhost")
            .addSanIpAddress("127.0.0.1")
            .buildSelfSigned();
    Path identity =
        Files.writeString(
            directory.resolve("host.pem"), host.getPrivateKeyPEM() + host.getCertificatePEM());
    Files.writeString(authority(), host.getCertificatePEM());
    return List.of(
        "process.roles=broker,controller",
        "node.id=1",
        "controller.quorum.voters=1@127.0.0.1:" + controllerPort,
        "controller.listener.names=CONTROLLER",
        "listener.security.protocol.map="
            + "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SASL_SSL:SASL_SSL",
        "listeners=PLAINTEXT://127.0.0.1:"
            + plainPort
            + ",SASL_SSL://127.0.0.1:"
            + securePort
            + ",CONTROLLER://127.0.0.1:"
            + controllerPort,
        "log.dirs=" + data,
        "num.partitions=3",
        "offsets.topic.num.partitions=1",
        "offsets.topic.replication.factor=1",
        "group.initial.rebalance.delay.ms=0",
        "group.min.session.timeout.ms=100",
        "log.cleaner.backoff.ms=50",
        "log.cleaner.dedupe.buffer.size=4194304",
        "authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer",
        "super.users=User:ANONYMOUS;User:alice",
        "sasl.enabled.mechanisms=PLAIN",
        "listener.name.sasl_ssl.plain.sasl.jaas.config="
            + "org.apache.kafka.common.security.plain.PlainLoginModule required"
            + " user_alice=\"sesame\" user_bob=\"builder\";",
        "ssl.keystore.type=PEM",
        "ssl.keystore.location=" + identity);
  }

  /** Where it listens without encryption. */
  String plain() {
    return "127.0.0.1:" + plainPort;
  }

  /** A topic there. */
  String url(String topic) {
    return "kafka://" + plain() + "/" + topic;
  }

  /** A topic where it listens with SASL over TLS. */
  String secureUrl(String topic) {
    return "kafka://localhost:" + securePort + "/" + topic;
  }

  private Path authority() {
    return directory.resolve("ca.pem");
  }

  /** What a client of the secure port needs. */
  Path login(String user, String password) throws IOException {
    return Files.write(
        directory.resolve(user + "-" + password),
        List.of(
            "security.protocol=SASL_SSL",
            "sasl.mechanism=PLAIN",
            "sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required"
                + (" username=\"" + user + "\" password=\"" + password + "\";"),
            "ssl.truststore.type=PEM",
            "ssl.truststore.location=" + authority().toString().replace(File.separator, "/")));
  }

  void createTopic(String name, int partitions, Map<String, String> settings) throws Exception {
    admin
        .createTopics(
            List.of(
                new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(settings)))
        .all()
        .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** How many readers a group has that have been given their partitions. */
  long readers(String group) throws Exception {
    return admin
        .describeConsumerGroups(List.of(group))
        .describedGroups()
        .get(group)
        .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .members()
        .stream()
        .filter(member -> !member.assignment().topicPartitions().isEmpty())
        .count();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(1));
    process.destroyForcibly().onExit().join();
  }
}
