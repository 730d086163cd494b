package dev.sirencast.transport.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sirencast.fuzz.Pipelines;
import dev.sirencast.fuzz.Seeds;
import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests for the page of numbers. */
class StatusFuzzTest {
  static Stream<Arguments> requests() {
    return Seeds.texts(
        "GET /health?x=1 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "HEAD /metrics HTTP/1.0\n\n",
        "POST / HTTP/1.1\r\n\r\n",
        "GET  / HTTP/1.1\n\nGET / HTTP/1.1\n\n",
        "\n\n");
  }

  @MethodSource("requests")
  @FuzzTest
  void request(byte[] bytes) {
    EmbeddedChannel socket =
        new EmbeddedChannel(
            new StatusHandler(
                path -> {
                  assertFalse(path.contains(" ") || path.contains("?"), path);
                  return new StatusPage(path.equals("/health") ? 200 : 404, "text/plain", "x\n");
                }));
    Pipelines.feed(socket, bytes);
    StringBuilder answer = new StringBuilder();
    for (ByteBuf out = socket.readOutbound(); out != null; out = socket.readOutbound()) {
      answer.append(out.toString(StandardCharsets.UTF_8));
      out.release();
    }
    boolean answered = answer.length() > 0;
    assertEquals(answered, !socket.isOpen());
    assertTrue(!answered || answer.toString().startsWith("HTTP/1.1 "), answer::toString);
    assertEquals(answered ? 1 : 0, answer.toString().split("HTTP/1.1 [2345]", -1).length - 1);
    Pipelines.close(socket);
  }
}
