package dev.sirencast.cli.connection;

import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.Reads;
import dev.sirencast.cli.help.Grouped;
import dev.sirencast.cli.help.OptionGroup;
import dev.sirencast.transport.net.Transport;
import dev.sirencast.transport.tls.TlsOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who one is and whom one trusts on a connection, on the command line. */
@Grouped(OptionGroup.ENCRYPTION)
public final class SecurityOptions {
  @Option(
      names = "--tls",
      description =
          "Encrypt, over TCP; QUIC always does. The listening side needs --cert and --key; any of the next options"
              + " asks for it too.")
  private boolean tls;

  @Option(
      names = "--cert",
      paramLabel = "FILE",
      description = "PEM: the certificate to show, then those that lead to its authority.")
  @Reads
  private @Nullable Path certificate;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "PEM: the certificate's private key, unencrypted PKCS #8.")
  @Reads(secret = true)
  private @Nullable Path key;

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description = {
        "PEM: the authorities to trust, and no others. Connecting, the default is those this Java"
            + " trusts; listening, peers must then show a certificate of theirs."
      })
  @Reads
  private @Nullable Path authorities;

  @Option(
      names = "--tls-name",
      paramLabel = "NAME",
      description =
          "Connecting: the host that the other side's certificate must be for (default: the one"
              + " connected to).")
  private @Nullable String peerName;

  @Option(
      names = "--plain",
      description = "Allow a connection without encryption beyond this machine's loopback.")
  private boolean plain;

  /**
   * What to listen with.
   *
   * @return nothing for a plain connection
   * @throws CommandException if the options do not go together, or what they ask for is not safe
   * @throws IOException if a file cannot be read or does not hold what it should
   */
  public Optional<TlsOptions> listening(InetSocketAddress at, Transport transport)
      throws IOException {
    if (!isWanted(at, transport)) {
      return Optional.empty();
    }
    if (peerName != null) {
      throw CommandException.usage("--tls-name: only for the side that connects", null);
    }
    if (certificate == null) {
      throw CommandException.usage(
          transport == Transport.QUIC
              ? "--transport quic: listening needs --cert and --key"
              : "--tls: listening needs --cert and --key",
          null);
    }
    return Optional.of(options());
  }

  /** What to connect with; as {@link #listening}. */
  public Optional<TlsOptions> connecting(InetSocketAddress to, Transport transport)
      throws IOException {
    if (!isWanted(to, transport)) {
      return Optional.empty();
    }
    TlsOptions options = options();
    String name = peerName;
    return Optional.of(
        name == null ? options : CommandException.checked(() -> options.withPeerName(name)));
  }

  /**
   * Checks that what goes to an address without encryption, whatever the other options say, may.
   *
   * @throws CommandException if it leaves this machine and {@code --plain} does not allow it
   */
  public void requirePlainAllowed(String option, InetSocketAddress address) {
    if (!plain && !address.getAddress().isLoopbackAddress()) {
      throw CommandException.usage(
          option
              + ": "
              + address.getAddress().getHostAddress()
              + " is not this machine's loopback, and a carousel is not encrypted without"
              + " --group-key; expected that, or --plain to allow it (which excludes --tls: those"
              + " are two servers)",
          null);
    }
  }

  /**
   * Checks that a log may be spoken to: its own settings say who is who, not these options.
   *
   * @param encrypted whether they encrypt
   * @param servers the hosts that it is on
   * @throws CommandException if these options ask for encryption, or nothing encrypts what leaves
   *     this machine and {@code --plain} does not allow it
   */
  public void requireLogAllowed(boolean encrypted, List<InetAddress> servers) {
    if (isAsked()) {
      throw CommandException.usage(
          "--tls, --cert, --key, --ca and --tls-name are not for a log; expected its own settings in"
              + " --log-config",
          null);
    }
    for (InetAddress server : servers) {
      if (!encrypted && !plain && !server.isLoopbackAddress()) {
        throw CommandException.usage(
            server.getHostAddress()
                + " is not this machine's loopback, and the way to the log is not encrypted:"
                + " everyone on it can read and change what is there; expected settings that encrypt"
                + " in --log-config, or --plain to allow it",
            null);
      }
    }
  }

  /**
   * Checks that a private key has its certificate beside it, where somebody may have meant a
   * carousel's secret.
   *
   * @throws CommandException if it has not
   */
  public void requireNoLoneKey() {
    if (key != null && certificate == null) {
      throw CommandException.usage(
          "--key: is the private key of --cert; a carousel's secret is --group-key FILE", null);
    }
  }

  /**
   * Checks that nothing asks for TLS, where there is but a carousel.
   *
   * @throws CommandException if something does
   */
  public void requireNoTls() {
    requireNoLoneKey();
    if (isAsked()) {
      throw CommandException.usage(
          "--tls: a carousel has none; expected --group-key FILE to encrypt it", null);
    }
  }

  private boolean isAsked() {
    return tls || certificate != null || key != null || authorities != null || peerName != null;
  }

  private boolean isWanted(InetSocketAddress address, Transport transport) {
    boolean wanted = transport == Transport.QUIC || isAsked();
    if (wanted && plain) {
      throw CommandException.usage(
          transport == Transport.QUIC
              ? "--plain: quic is always encrypted"
              : "--plain and --tls exclude each other",
          null);
    }
    if (wanted && transport == Transport.UDP) {
      throw CommandException.usage(
          "--tls: there is none over udp; expected --transport tcp or quic", null);
    }
    if (!wanted && !plain && !address.getAddress().isLoopbackAddress()) {
      throw CommandException.usage(
          address.getAddress().getHostAddress()
              + " is not this machine's loopback, and "
              + transport.name().toLowerCase(Locale.ROOT)
              + " is not encrypted: everyone on the way can read and change it; expected --tls over"
              + " tcp, --transport quic, or --plain to allow it",
          null);
    }
    return wanted;
  }

  private TlsOptions options() throws IOException {
    if ((certificate == null) != (key == null)) {
      throw CommandException.usage("--cert and --key go together, expected both or none", null);
    }
    TlsOptions options = TlsOptions.defaults();
    if (certificate != null && key != null) {
      options = options.withIdentity(certificate, key);
    }
    return authorities == null ? options : options.withAuthorities(authorities);
  }
}
