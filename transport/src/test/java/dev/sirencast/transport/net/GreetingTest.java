package dev.sirencast.transport.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GreetingTest {
  @Test
  void goldenBytes() {
    assertEquals("895343460101", hex(Greeting.SENDER));
    assertEquals("895343460201", hex(Greeting.RECEIVER));
  }

  @Test
  void everyBeginningMayBecomeAGreeting() {
    for (int length = 0; length <= Greeting.BYTES; length++) {
      ByteBuf beginning = Unpooled.wrappedBuffer(bytes(Greeting.SENDER), 0, length);
      assertEquals(Optional.empty(), Greeting.SENDER.mismatch(beginning));
      assertEquals(length == Greeting.BYTES, Greeting.SENDER.matches(beginning));
    }
  }

  @Test
  void everyWrongByteIsFoundAsSoonAsItComes() {
    for (int wrong = 0; wrong < Greeting.BYTES; wrong++) {
      byte[] bytes = bytes(Greeting.SENDER);
      bytes[wrong] ^= (byte) 0x80;
      ByteBuf before = Unpooled.wrappedBuffer(bytes, 0, wrong);
      ByteBuf withIt = Unpooled.wrappedBuffer(bytes, 0, wrong + 1);
      assertTrue(Greeting.SENDER.mismatch(before).isEmpty());
      assertTrue(Greeting.SENDER.mismatch(withIt).isPresent());
      assertEquals(wrong + 1, withIt.readableBytes(), "nothing is consumed");
    }
  }

  @Test
  void longerThanAGreetingIsNoGreeting() {
    ByteBuf longer = Unpooled.buffer();
    Greeting.SENDER.write(longer);
    assertFalse(Greeting.SENDER.matches(longer.writeByte(0)));
  }

  @ParameterizedTest
  @CsvSource({
    "'GET / HTTP/1.1', HTTP-like greeting",
    "POST, HTTP-like greeting",
    "'\u0016\u0003\u0001', TLS-like greeting",
    "'\u0000\u0000', unknown greeting",
  })
  void namesTheStranger(String text, String reason) {
    ByteBuf bytes = Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
    assertEquals(Optional.of(reason), Greeting.SENDER.mismatch(bytes));
  }

  @Test
  void namesAnotherVersionAndAnEcho() {
    byte[] newer = bytes(Greeting.SENDER);
    newer[5] = 9;
    assertEquals(
        Optional.of("it speaks version 9, not 1"),
        Greeting.SENDER.mismatch(Unpooled.wrappedBuffer(newer)));
    assertEquals(
        Optional.of("it is not the other end of a transfer"),
        Greeting.RECEIVER.mismatch(Unpooled.wrappedBuffer(bytes(Greeting.SENDER))));
  }

  private static byte[] bytes(Greeting greeting) {
    return ByteBufUtil.decodeHexDump(hex(greeting));
  }

  private static String hex(Greeting greeting) {
    ByteBuf out = Unpooled.buffer();
    greeting.write(out);
    return ByteBufUtil.hexDump(out);
  }
}
