package dev.sirencast.transport.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Tokens that show who has an address, without a socket. */
class QuicTokensTest {
  private static final InetSocketAddress PEER = new InetSocketAddress("192.0.2.1", 4_242);
  private static final ByteBuf CONNECTION =
      Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}));

  private final MockTicker clock = Ticker.newMockTicker();
  private final QuicTokens tokens = new QuicTokens(clock);

  private ByteBuf token() {
    ByteBuf out = Unpooled.buffer();
    assertTrue(tokens.writeToken(out, CONNECTION, PEER));
    assertTrue(out.readableBytes() <= tokens.maxTokenLength());
    return out;
  }

  @Test
  void tokenIsGoodForItsAddressAndItsTime() {
    ByteBuf token = token();
    int offset = tokens.validateToken(token, PEER);
    assertEquals(CONNECTION, token.slice(offset, token.readableBytes() - offset));
    clock.advanceMillis(QuicTokens.LIFETIME.toMillis());
    assertEquals(offset, tokens.validateToken(token, PEER));
    clock.advanceMillis(1);
    assertEquals(-1, tokens.validateToken(token, PEER));
    assertTrue(QuicTokens.LIFETIME.compareTo(Duration.ofMinutes(1)) < 0);
  }

  @Test
  void case34TokenOfAnotherIsNone() {
    ByteBuf token = token();
    assertEquals(-1, tokens.validateToken(token, new InetSocketAddress("192.0.2.2", 4_242)));
    assertEquals(-1, tokens.validateToken(token, new InetSocketAddress("192.0.2.1", 4_243)));
    assertEquals(-1, tokens.validateToken(token, new InetSocketAddress("2001:db8::1", 4_242)));
    assertEquals(-1, new QuicTokens(clock).validateToken(token, PEER));
  }

  @Test
  void case34ForgedTokenIsNone() {
    ByteBuf token = token();
    for (int bit = 0; bit < 8 * token.readableBytes(); bit++) {
      ByteBuf forged = token.copy();
      forged.setByte(bit / 8, forged.getByte(bit / 8) ^ 1 << bit % 8);
      assertEquals(-1, tokens.validateToken(forged, PEER));
    }
    for (int length = 0; length < token.readableBytes(); length++) {
      assertEquals(-1, tokens.validateToken(token.slice(0, length), PEER));
    }
    assertEquals(-1, tokens.validateToken(Unpooled.copiedBuffer(token).writeByte(0), PEER));
    assertEquals(-1, tokens.validateToken(Unpooled.wrappedBuffer(new byte[300]), PEER));
  }
}
