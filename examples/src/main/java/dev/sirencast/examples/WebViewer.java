package dev.sirencast.examples;

import dev.sirencast.receiver.ProgressiveReceiver;
import dev.sirencast.receiver.ProgressiveUpdate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;

/**
 * {@code WebViewer IN.siren [PORT [BYTES_A_SECOND]]}: a page that shows a stream as it arrives.
 * Each WebSocket gets a receiver of its own and, update by update, a line of text and a PNG.
 */
public final class WebViewer implements AutoCloseable {
  private final ServerSocket server;
  private final Path stream;
  private final int rate;

  /** Listens on this machine's loopback, on a port of the system's choice if {@code port} is 0. */
  public WebViewer(Path stream, int port, int bytesPerSecond) throws IOException {
    this.server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    this.stream = stream;
    this.rate = bytesPerSecond;
    Thread acceptor = new Thread(this::accept, "web-viewer");
    acceptor.setDaemon(true);
    acceptor.start();
  }

  /** The port on which it listens. */
  public int port() {
    return server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread worker = new Thread(() -> serve(socket), "web-viewer-page");
        worker.setDaemon(true);
        worker.start();
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setSoTimeout(10_000);
      HttpRequest request = HttpRequest.read(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      if (request.webSocketKey().isPresent()) {
        play(WebSocketOutput.accept(out, request.webSocketKey().get()));
      } else {
        page(out);
      }
    } catch (IOException | UncheckedIOException e) {
      // The browser is gone: nobody to tell.
    }
  }

  private static void page(OutputStream out) throws IOException {
    try (InputStream in = WebViewer.class.getResourceAsStream("viewer.html")) {
      byte[] page = in.readAllBytes();
      String head =
          "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: "
              + page.length
              + "\r\nConnection: close\r\n\r\n";
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      out.write(page);
      out.flush();
    }
  }

  private void play(WebSocketOutput socket) throws IOException {
    ProgressiveReceiver receiver = ProgressiveReceiver.create(update -> send(update, socket));
    try (InputStream in = Files.newInputStream(stream)) {
      receiver.readFrom(new SlowInput(in, rate, 1_000));
    }
    socket.close();
  }

  private static void send(ProgressiveUpdate update, WebSocketOutput socket) {
    try {
      ByteArrayOutputStream png = new ByteArrayOutputStream();
      ImageIO.write(Pictures.of(update.reception().reconstruct()), "png", png);
      double decibels = update.estimatedDecibels();
      String quality =
          Double.isInfinite(decibels)
              ? "complete"
              : String.format(Locale.ROOT, "about %.1f dB of the whole", decibels);
      socket.text(
          String.format(
              Locale.ROOT, "%.4f %,d bytes: %s", update.share(), update.bytes(), quality));
      socket.binary(png.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  /** Serves until it is interrupted. */
  public static void main(String[] arguments) throws Exception {
    int port = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 8080;
    int rate = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 20_000;
    try (WebViewer viewer = new WebViewer(Path.of(arguments[0]), port, rate)) {
      System.out.println("http://localhost:" + viewer.port() + "/");
      Thread.sleep(Long.MAX_VALUE);
    }
  }
}
