package dev.sirencast.transport.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.transport.net.Loopback;
import dev.sirencast.transport.net.TestCertificates;
import dev.sirencast.transport.net.Transport;
import dev.sirencast.transport.tls.TlsOptions;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a receiver over QUIC answers to an address that nobody has shown to be his. */
class QuicAmplificationTest {
  private static final int SILENCE_MILLIS = 400;

  @TempDir private Path directory;
  private TlsOptions server;
  private TlsOptions client;

  /** A genuine first packet, as it would reach a receiver with a forged address. */
  private byte[] firstPacket() throws Exception {
    TestCertificates us = new TestCertificates(directory, "us");
    server = TlsOptions.defaults().withIdentity(us.localhost().chain(), us.localhost().key());
    client = TlsOptions.defaults().withAuthorities(us.authority());
    try (DatagramSocket deaf = new DatagramSocket(0, Loopback.ANY_PORT.getAddress())) {
      FutureTask<SendSummary> sending =
          Loopback.start(
              () ->
                  FrameSender.send(
                      new InetSocketAddress("localhost", deaf.getLocalPort()),
                      Transport.QUIC,
                      Loopback.frames(1),
                      Loopback.SENDER.withTimeout(Duration.ofMillis(300)).withTls(client)));
      DatagramPacket first = new DatagramPacket(new byte[2_000], 2_000);
      deaf.receive(first);
      sending.cancel(true);
      return Arrays.copyOf(first.getData(), first.getLength());
    }
  }

  private FrameReceiver bind() throws Exception {
    FrameReceiver receiver =
        FrameReceiver.bind(Loopback.ANY_PORT, Transport.QUIC, Loopback.RECEIVER.withTls(server));
    Loopback.receive(receiver);
    return receiver;
  }

  /** How many bytes come back until it is silent. */
  private static int answered(DatagramSocket from, FrameReceiver to, byte[]... packets)
      throws Exception {
    for (byte[] packet : packets) {
      from.send(new DatagramPacket(packet, packet.length, to.localAddress()));
    }
    from.setSoTimeout(SILENCE_MILLIS);
    int bytes = 0;
    try {
      while (true) {
        DatagramPacket answer = new DatagramPacket(new byte[2_000], 2_000);
        from.receive(answer);
        bytes += answer.getLength();
      }
    } catch (SocketTimeoutException silent) {
      return bytes;
    }
  }

  @Test
  void case33AnUnvalidatedAddressGetsLessThanItSent() throws Exception {
    byte[] first = firstPacket();
    try (FrameReceiver receiver = bind();
        DatagramSocket forged = new DatagramSocket(0, Loopback.ANY_PORT.getAddress())) {
      int bytes = answered(forged, receiver, first);
      assertTrue(bytes > 0 && bytes < first.length / 8, bytes + " bytes for " + first.length);
    }
  }

  @Test
  void case33ShortPacketsAreNotAnswered() throws Exception {
    byte[] first = firstPacket();
    byte[] otherVersion = first.clone();
    Arrays.fill(otherVersion, 1, 5, (byte) 0x1A);
    try (FrameReceiver receiver = bind();
        DatagramSocket forged = new DatagramSocket(0, Loopback.ANY_PORT.getAddress())) {
      int[] lengths = {0, 1, 5, 7, 20, 40, 100, 600, 1_199};
      byte[][] packets = new byte[2 * lengths.length][];
      for (int i = 0; i < lengths.length; i++) {
        packets[2 * i] = Arrays.copyOf(first, lengths[i]);
        packets[2 * i + 1] = Arrays.copyOf(otherVersion, lengths[i]);
      }
      assertEquals(0, answered(forged, receiver, packets));
      int bytes = answered(forged, receiver, otherVersion);
      assertTrue(bytes > 0 && bytes < 100, "whole, another version is named: " + bytes);
    }
  }

  /** Neither may early data nor the rest of a handshake come before its beginning. */
  @Test
  void case34WhatBelongsToNoConnectionIsNotAnswered() throws Exception {
    byte[] first = firstPacket();
    try (FrameReceiver receiver = bind();
        DatagramSocket forged = new DatagramSocket(0, Loopback.ANY_PORT.getAddress())) {
      byte[][] packets = new byte[4][];
      int[] firstBytes = {0xD0, 0xE0, 0xF0, 0x40}; // 0-RTT, Handshake, Retry, a short header
      for (int i = 0; i < packets.length; i++) {
        packets[i] = first.clone();
        packets[i][0] = (byte) firstBytes[i];
      }
      assertEquals(0, answered(forged, receiver, packets));
    }
  }
}
