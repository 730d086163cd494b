package dev.sirencast.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sirencast.format.InvalidStreamException;
import dev.sirencast.format.ManifestSerializer;
import dev.sirencast.format.PacketSerializer;
import dev.sirencast.format.StreamManifest;
import dev.sirencast.format.WeightPacket;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Manifests that belong to their stream's id, whatever they say. */
class ManifestFuzzTest {
  static Stream<Arguments> messages() {
    return Seeds.of(Streams.all().stream().map(ManifestEdit::message));
  }

  static Stream<Arguments> edits() {
    return Seeds.hex("00 020302", "08 0a0301 0a0302", "0a 0405", "05 0900 0100 0200");
  }

  /** The bytes are the message. */
  @MethodSource("messages")
  @FuzzTest
  void message(byte[] message) {
    check(message);
  }

  /** The bytes say which fields of which manifest become what. */
  @MethodSource("edits")
  @FuzzTest
  void fields(byte[] script) {
    Choices choices = new Choices(script);
    byte[] message = ManifestEdit.message(Streams.all().get(choices.below(Streams.all().size())));
    do {
      message = ManifestEdit.edited(message, choices);
    } while (!choices.isEmpty());
    check(message);
  }

  private static void check(byte[] message) {
    WeightPacket packet = ManifestEdit.packet(message);
    try {
      StreamManifest manifest = ManifestSerializer.parse(packet);
      assertAgain(manifest);
    } catch (InvalidStreamException e) {
      assertNotNull(e.getMessage());
    }
    ReceiverTrial trial = ReceiverTrial.create(null);
    trial.accept(PacketSerializer.serialize(packet));
    trial.finish();
  }

  /** What was read can be written, and says the same; metadata has a packet of its own then. */
  private static void assertAgain(StreamManifest manifest) throws InvalidStreamException {
    WeightPacket again;
    try {
      again = ManifestSerializer.serialize(manifest);
    } catch (IllegalArgumentException e) {
      return; // too long for a packet
    }
    assertEquals(
        ManifestSerializer.serialize(ManifestSerializer.parse(again)).streamId(), again.streamId());
  }
}
