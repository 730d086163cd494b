package dev.sirencast.transport.net;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.quic.Quic;
import io.netty.handler.codec.quic.QuicTokenHandler;
import io.netty.util.concurrent.Ticker;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tokens by which a peer shows that it gets what is sent to its address, before it is answered with
 * more than it sent (RFC 9000, section 8.1.2).
 *
 * <pre>
 *   0          8                  40
 *   | time u64 | HMAC-SHA-256     | first connection id, up to 20 bytes |
 * </pre>
 *
 * <p>The code is over the time, the peer's address and port and the connection id, with a key that
 * lives as long as this. Netty's own tokens hold no secret: who knows the address can make them.
 * For one event loop.
 */
public final class QuicTokens implements QuicTokenHandler {
  /** How long a token is good: for a round trip over the slowest link. */
  public static final Duration LIFETIME = Duration.ofSeconds(10);

  private static final String ALGORITHM = "HmacSHA256";
  private static final int TIME_BYTES = Long.BYTES;
  private static final int CODE_BYTES = 32;
  private static final int PREFIX_BYTES = TIME_BYTES + CODE_BYTES;
  private static final int INVALID = -1;

  private final Ticker clock;
  private final Mac mac;

  /** Tokens under a new random key. */
  public QuicTokens(Ticker clock) {
    this.clock = clock;
    byte[] key = new byte[CODE_BYTES];
    new SecureRandom().nextBytes(key);
    try {
      mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  @Override
  public boolean writeToken(ByteBuf out, ByteBuf connection, InetSocketAddress address) {
    long now = clock.nanoTime();
    out.writeLong(now).writeBytes(code(now, address, connection));
    out.writeBytes(connection, connection.readerIndex(), connection.readableBytes());
    return true;
  }

  @Override
  public int validateToken(ByteBuf token, InetSocketAddress address) {
    int connectionBytes = token.readableBytes() - PREFIX_BYTES;
    if (connectionBytes < 0 || connectionBytes > Quic.MAX_CONN_ID_LEN) {
      return INVALID;
    }
    long time = token.getLong(token.readerIndex());
    byte[] code = new byte[CODE_BYTES];
    token.getBytes(token.readerIndex() + TIME_BYTES, code);
    ByteBuf connection = token.slice(token.readerIndex() + PREFIX_BYTES, connectionBytes);
    if (!MessageDigest.isEqual(code, code(time, address, connection))) {
      return INVALID;
    }
    return clock.nanoTime() - time <= LIFETIME.toNanos() ? PREFIX_BYTES : INVALID;
  }

  @Override
  public int maxTokenLength() {
    return PREFIX_BYTES + Quic.MAX_CONN_ID_LEN;
  }

  private byte[] code(long time, InetSocketAddress address, ByteBuf connection) {
    for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      mac.update((byte) (time >>> shift));
    }
    byte[] host = address.getAddress().getAddress();
    mac.update((byte) host.length);
    mac.update(host);
    mac.update((byte) (address.getPort() >>> Byte.SIZE));
    mac.update((byte) address.getPort());
    mac.update(connection.nioBuffer());
    return mac.doFinal();
  }
}
