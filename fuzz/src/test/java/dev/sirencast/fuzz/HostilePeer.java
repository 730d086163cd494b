package dev.sirencast.fuzz;

import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.format.PacketFormat;
import dev.sirencast.format.PacketKind;
import dev.sirencast.format.PacketSerializer;
import dev.sirencast.format.WeightPacket;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A peer that knows the format: it sends a stream's packets with whatever changed and the checksums
 * made right, so that what lies behind them is reached.
 */
final class HostilePeer {
  private final List<WeightPacket> packets;
  private final Consumer<byte[]> network;
  private final Runnable pause;
  private final UnaryOperator<byte[]> sign;
  private final BitSet sent = new BitSet();
  private byte[] manifest;
  private int streamId;

  HostilePeer(EncodedStream stream, ReceiverTrial receiver) {
    this(stream, receiver::accept, receiver::finish, message -> message);
  }

  /**
   * A peer with a stream.
   *
   * @param network takes its frames
   * @param pause when the receiver is to look at what it has
   * @param sign what becomes of a manifest's message that it changed
   */
  HostilePeer(
      EncodedStream stream, Consumer<byte[]> network, Runnable pause, UnaryOperator<byte[]> sign) {
    this.packets = stream.packets();
    this.network = network;
    this.pause = pause;
    this.sign = sign;
    this.manifest = ManifestEdit.message(stream);
    this.streamId = packets.get(0).streamId();
  }

  /** Does the one thing that the choices say. */
  void act(Choices choices) {
    int way = choices.below(8);
    if (way == 6) {
      manifest = sign.apply(ManifestEdit.edited(manifest, choices));
      WeightPacket packet = ManifestEdit.packet(manifest);
      streamId = packet.streamId();
      send(packet);
      return;
    }
    if (way == 7) {
      pause.run();
      return;
    }
    int number = choices.below(packets.size());
    WeightPacket packet = packets.get(number);
    switch (way) {
      case 0 -> sendAsItIs(number);
      case 1 -> send(with(packet, changed(packet.body(), choices)));
      case 2 -> network.accept(damaged(packet, choices));
      case 3 ->
          send(
              WeightPacket.of(
                  PacketKind.values()[choices.below(PacketKind.values().length)],
                  streamId,
                  choices.below(PacketFormat.MAX_NUMBER + 1),
                  packet.body()));
      case 4 -> replaceBody(number, choices.take(choices.below(300)));
      default -> network.accept(choices.take(choices.below(40)));
    }
  }

  /** Sends what a channel makes of an honest sender's packets: late, damaged, twice, or none. */
  void actHonestly(Choices choices) {
    int number = choices.below(packets.size());
    switch (choices.below(4)) {
      case 0 -> network.accept(damaged(packets.get(number), choices));
      case 1 -> pause.run();
      default -> sendAsItIs(number);
    }
  }

  /** Sends another body as a packet's. */
  void replaceBody(int number, byte[] body) {
    int at = number % packets.size();
    sent.set(at);
    byte[] fitting = Arrays.copyOf(body, Math.min(body.length, PacketFormat.MAX_BODY_BYTES));
    send(with(packets.get(at), fitting));
  }

  /** Sends all packets that were not sent as they are. */
  void sendRest() {
    for (int i = 0; i < packets.size(); i++) {
      if (!sent.get(i)) {
        sendAsItIs(i);
      }
    }
  }

  private void sendAsItIs(int number) {
    sent.set(number);
    WeightPacket packet = packets.get(number);
    boolean first = packet.kind() == PacketKind.MANIFEST;
    send(first ? ManifestEdit.packet(manifest) : with(packet, packet.body()));
  }

  private void send(WeightPacket packet) {
    network.accept(PacketSerializer.serialize(packet));
  }

  private WeightPacket with(WeightPacket packet, byte[] body) {
    return WeightPacket.of(packet.kind(), streamId, packet.number(), body);
  }

  private static byte[] changed(byte[] body, Choices choices) {
    byte[] changed = body.clone();
    int changes = 1 + choices.below(4);
    for (int i = 0; i < changes && changed.length > 0; i++) {
      changed[choices.below(changed.length)] ^= (byte) choices.next();
    }
    return changed;
  }

  /** A frame whose header is right and whose body is not. */
  private byte[] damaged(WeightPacket packet, Choices choices) {
    byte[] frame = PacketSerializer.serialize(with(packet, packet.body()));
    byte[] body = changed(packet.body(), choices);
    System.arraycopy(body, 0, frame, PacketFormat.HEADER_BYTES, body.length);
    return frame;
  }
}
