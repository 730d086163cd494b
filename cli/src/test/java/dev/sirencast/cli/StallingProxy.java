package dev.sirencast.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Passes one connection on, but of what the server says only so many bytes: then it holds still.
 */
public final class StallingProxy implements AutoCloseable {
  private final ServerSocket front = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  private volatile Socket server = new Socket();
  private volatile Socket client = new Socket();

  public StallingProxy(int port, int bytes) throws IOException {
    start(
        () -> {
          client = front.accept();
          // Not before: the server does not wait long for those that say nothing.
          server = new Socket(InetAddress.getLoopbackAddress(), port);
          start(() -> client.getInputStream().transferTo(server.getOutputStream()));
          InputStream in = server.getInputStream();
          OutputStream out = client.getOutputStream();
          for (int i = 0; i < bytes; i++) {
            out.write(in.read());
          }
        });
  }

  public int port() {
    return front.getLocalPort();
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // One side has gone, as the test wants.
              }
            },
            "proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    cut();
  }

  /** Ends both connections. */
  public void cut() throws IOException {
    front.close();
    server.close();
    client.close();
  }
}
