package dev.sirencast.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sirencast.format.InvalidStreamException;
import dev.sirencast.receiver.DeliveryPolicy;
import dev.sirencast.receiver.ProgressiveReceiver;
import dev.sirencast.receiver.ReceiverOptions;
import dev.sirencast.receiver.Reception;
import dev.sirencast.receiver.SirenReceiver;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A receiver from its first frame to the picture, with all checksums right where it helps. */
class ReceptionFuzzTest {
  static Stream<Arguments> sessions() {
    return Seeds.of(
        IntStream.range(0, Streams.all().size())
            .mapToObj(
                stream ->
                    new byte[] {
                      (byte) stream,
                      0,
                      1, // all that was not sent follows
                      0,
                      0, // the manifest
                      1,
                      1,
                      0,
                      5,
                      3, // a body with another byte
                      2,
                      2,
                      1,
                      9,
                      6, // a damaged body
                      3,
                      1,
                      2,
                      3, // another number
                      7
                    }));
  }

  static Stream<Arguments> bodies() {
    return Seeds.of(
        Streams.all().stream()
            .map(
                stream -> {
                  byte[] body = stream.packets().get(stream.packets().size() - 1).body();
                  byte[] seed = new byte[body.length + 3];
                  seed[0] = (byte) Streams.all().indexOf(stream);
                  seed[2] = (byte) (stream.packets().size() - 1);
                  System.arraycopy(body, 0, seed, 3, body.length);
                  return seed;
                }));
  }

  /** Stream, updates, then packets: as they are, damaged, looked at. */
  static Stream<Arguments> schedules() {
    return Seeds.hex(
        "00 02 00 02 01 02 02 02 01 01 03 02",
        "05 08 00 02 03 00 01 04 07 02 01 00 01 03 02 03 02",
        "0a 01 00 03 04 03 02 00 03 01 02 09 02 03 02 03 05 03");
  }

  /** The bytes tell a peer what to send: see {@link HostilePeer}. */
  @MethodSource("sessions")
  @FuzzTest
  void session(byte[] script) {
    Choices choices = new Choices(script);
    int stream = choices.below(Streams.all().size());
    ReceiverTrial trial = ReceiverTrial.create(policy(choices));
    HostilePeer peer = new HostilePeer(Streams.all().get(stream), trial);
    boolean rest = choices.below(2) == 1;
    while (!choices.isEmpty()) {
      peer.act(choices);
    }
    if (rest) {
      peer.sendRest();
    }
    trial.finish();
  }

  /** One packet's body is the fuzzer's, all others are right. */
  @MethodSource("bodies")
  @FuzzTest
  void body(byte[] script) {
    Choices choices = new Choices(script);
    int stream = choices.below(Streams.all().size());
    ReceiverTrial trial = ReceiverTrial.create(policy(choices));
    HostilePeer peer = new HostilePeer(Streams.all().get(stream), trial);
    peer.replaceBody(choices.next(), choices.rest());
    peer.sendRest();
    trial.finish();
  }

  /** A receiver that shows what has come shows at last what one makes of it that never looked. */
  @MethodSource("schedules")
  @FuzzTest
  void progressive(byte[] script) {
    Choices choices = new Choices(script);
    int stream = choices.below(Streams.all().size());
    ReceiverOptions options = ReceiverTrial.options();
    SirenReceiver blind = SirenReceiver.create(options);
    ProgressiveReceiver watched =
        ProgressiveReceiver.create(
            options,
            1 + choices.below(9),
            update -> assertFalse(Double.isNaN(update.estimatedDecibels())));
    HostilePeer peer =
        new HostilePeer(
            Streams.all().get(stream),
            frame -> {
              blind.accept(frame);
              watched.accept(frame);
            },
            () -> outcome(watched::finish),
            message -> message);
    while (!choices.isEmpty()) {
      peer.actHonestly(choices);
    }
    assertEquals(outcome(blind::finish), outcome(watched::finish));
  }

  private interface Finish {
    Reception finish() throws InvalidStreamException;
  }

  private static String outcome(Finish receiver) {
    try {
      return Arrays.toString(receiver.finish().weights().toFlatArray());
    } catch (InvalidStreamException e) {
      return e.getMessage();
    }
  }

  private static DeliveryPolicy policy(Choices choices) {
    int policy = choices.below(DeliveryPolicy.values().length + 1);
    return policy == 0 ? null : DeliveryPolicy.values()[policy - 1];
  }
}
