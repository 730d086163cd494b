package dev.sirencast.cli.sign;

import dev.sirencast.signal.Sha256;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Says over and over, by datagrams as a carousel sends them, that there is a stream, and sends
 * frames that need not be that stream's.
 */
final class ForgersCarousel implements AutoCloseable {
  private static final int MAGIC = 0x89534343;
  private static final int ID_BYTES = 8;

  private final DatagramSocket socket;
  private volatile boolean ended;
  private volatile int sent;

  /**
   * @param announced the frames whose digest is announced
   * @param sent as many frames, which are sent in their place
   */
  ForgersCarousel(
      InetSocketAddress to,
      NetworkInterface via,
      String name,
      List<byte[]> announced,
      List<byte[]> sent)
      throws IOException {
    socket = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
    socket.setOption(StandardSocketOptions.IP_MULTICAST_IF, via);
    List<byte[]> datagrams = datagrams(name, announced, sent);
    Thread sender = new Thread(() -> send(datagrams, to), "forger");
    sender.setDaemon(true);
    sender.start();
  }

  private static List<byte[]> datagrams(String name, List<byte[]> announced, List<byte[]> sent) {
    MessageDigest sha = Sha256.create();
    announced.forEach(sha::update);
    byte[] digest = sha.digest();
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    long bytes = announced.stream().mapToLong(frame -> frame.length).sum();
    byte[] stream =
        sealed(
            ByteBuffer.allocate(1_500)
                .putInt(MAGIC)
                .put((byte) 1)
                .putInt(1)
                .put(digest)
                .putInt(announced.size())
                .putLong(bytes)
                .put(text));
    List<byte[]> datagrams = new ArrayList<>();
    for (int i = 0; i < sent.size(); i++) {
      datagrams.add(stream);
      datagrams.add(
          sealed(
              ByteBuffer.allocate(1_500)
                  .putInt(MAGIC)
                  .put((byte) 2)
                  .put(digest, 0, ID_BYTES)
                  .putInt(i)
                  .put(sent.get(i))));
    }
    return datagrams;
  }

  private static byte[] sealed(ByteBuffer datagram) {
    CRC32C crc = new CRC32C();
    crc.update(datagram.array(), 0, datagram.position());
    datagram.putInt((int) crc.getValue());
    return Arrays.copyOf(datagram.array(), datagram.position());
  }

  private void send(List<byte[]> datagrams, InetSocketAddress to) {
    try {
      for (int i = 0; !ended; i = (i + 1) % datagrams.size()) {
        byte[] next = datagrams.get(i);
        socket.send(new DatagramPacket(next, next.length, to));
        sent++;
        Thread.sleep(1);
      }
    } catch (IOException | InterruptedException e) {
      // closed
    }
  }

  /** How many datagrams it has sent. */
  int sent() {
    return sent;
  }

  @Override
  public void close() {
    ended = true;
    socket.close();
  }
}
