package dev.sirencast.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page and its WebSocket, seen from a browser's side. */
class WebViewerTest {
  @TempDir Path directory;

  /** Collects what a browser would get. */
  private static final class Browser implements WebSocket.Listener {
    final List<String> texts = new ArrayList<>();
    final List<byte[]> pictures = new ArrayList<>();
    final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        texts.add(text.toString());
        text.setLength(0);
      }
      socket.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer part, boolean last) {
      byte[] copy = new byte[part.remaining()];
      part.get(copy);
      bytes.writeBytes(copy);
      if (last) {
        pictures.add(bytes.toByteArray());
        bytes.reset();
      }
      socket.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      closed.complete(code);
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      closed.completeExceptionally(error);
    }
  }

  @Test
  void servesThePageAndThenPicturesToTheLast() throws Exception {
    Path stream = Files.write(directory.resolve("a.siren"), SampleStream.bytes());
    try (WebViewer viewer = new WebViewer(stream, 0, 10_000_000)) {
      HttpClient client = HttpClient.newHttpClient();
      String host = "localhost:" + viewer.port();
      String page =
          client
              .send(
                  HttpRequest.newBuilder(URI.create("http://" + host + "/")).build(),
                  HttpResponse.BodyHandlers.ofString())
              .body();
      assertTrue(page.contains("new WebSocket("), page);
      Browser browser = new Browser();
      client
          .newWebSocketBuilder()
          .buildAsync(URI.create("ws://" + host + "/stream"), browser)
          .get(30, TimeUnit.SECONDS);
      assertEquals(1000, browser.closed.get(60, TimeUnit.SECONDS));
      assertTrue(browser.texts.size() > 10, browser.texts.size() + " updates");
      assertEquals(browser.texts.size(), browser.pictures.size());
      assertTrue(browser.texts.get(0).contains("dB of the whole"), browser.texts.get(0));
      assertTrue(browser.texts.get(browser.texts.size() - 1).endsWith("complete"));
      byte[] last = browser.pictures.get(browser.pictures.size() - 1);
      BufferedImage picture = ImageIO.read(new ByteArrayInputStream(last));
      assertEquals(48, picture.getWidth());
      assertEquals(32, picture.getHeight());
    }
  }

  @Test
  void provesTheKeyAsTheStandardsExampleDoes() {
    assertEquals(
        "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", WebSocketOutput.acceptance("dGhlIHNhbXBsZSBub25jZQ=="));
  }
}
