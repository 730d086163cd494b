package dev.sirencast.cli.simulate;

import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.help.Grouped;
import dev.sirencast.cli.help.OptionGroup;
import dev.sirencast.cli.options.AskedPolicy;
import dev.sirencast.cli.options.DecodingOptions;
import dev.sirencast.cli.options.Reprotection;
import dev.sirencast.cli.options.UsedPolicy;
import dev.sirencast.encoder.packet.UnequalErrorProtection;
import dev.sirencast.format.StreamManifest;
import dev.sirencast.receiver.ReceiverOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Protections and policies that are tried beside each other. */
final class ComparedOptions {
  /** Shares of repair packets are looked for so many times, each half as far from the last. */
  private static final int HALVINGS = 12;

  private static final double MOST_OVERHEAD = 4;

  @Grouped(OptionGroup.CHANNEL)
  @Option(
      names = "--fec",
      paramLabel = "CODE",
      description =
          "Protect the streams' packets anew before they are sent, as in 'pack --fec': none,"
              + " xor(rows,cols), rs(k,m) and so on; repeat it to compare (default: as they are).")
  private List<String> protections = List.of();

  @Grouped(OptionGroup.CHANNEL)
  @Option(
      names = "--fill-to",
      paramLabel = "BYTES",
      description =
          "Protect each stream anew, by as many repair packets as make it so many bytes: what"
              + " protects itself and what is protected, in equal bytes.")
  private @Nullable Integer fillTo;

  @Grouped(OptionGroup.RECEPTION)
  @Option(
      names = "--policy",
      paramLabel = "NAME",
      defaultValue = "auto",
      description = {
        "What is done with packets whose body is damaged (default: ${DEFAULT-VALUE}):",
        "  auto         as the stream asks: repair-soft with",
        "               error-resilient coding, else repair",
        "  strict       drop them, restore what the repair packets can",
        "  repair       drop their damaged slices, restore what can be",
        "  soft         use them as they are, no repair",
        "  repair-soft  restore what can be, use the rest as it is",
        "Repeat it to compare."
      })
  private List<AskedPolicy> policies = List.of();

  @Mixin private DecodingOptions decoding = new DecodingOptions();

  /** A protection with its name; the stream's own has none. */
  record Protection(String name, Optional<UnequalErrorProtection> code) {}

  /** Checks all before anything is read. */
  void require() {
    protections();
    receivers();
    if (fillTo != null && !protections.isEmpty()) {
      throw CommandException.usage("--fill-to chooses what --fec states", null);
    }
    if (fillTo != null && fillTo < 1) {
      throw CommandException.usage("--fill-to must be 1 or more bytes, got " + fillTo, null);
    }
  }

  List<Protection> protections() {
    if (protections.isEmpty()) {
      return List.of(new Protection(fillTo == null ? "" : "filled", Optional.empty()));
    }
    return protections.stream()
        .map(text -> new Protection(text, Optional.of(Reprotection.parse(text))))
        .toList();
  }

  /** The frames of a stream as they are sent. */
  List<byte[]> frames(
      String source, List<byte[]> stored, Protection protection, Consumer<String> warn) {
    if (fillTo != null) {
      return filled(source, stored, fillTo, warn);
    }
    return protection
        .code()
        .map(code -> Reprotection.protect(source, stored, code, warn))
        .orElse(stored);
  }

  /** The most repair packets that fit, in the shares that the classes of weights are worth. */
  private static List<byte[]> filled(
      String source, List<byte[]> stored, int bytes, Consumer<String> warn) {
    List<byte[]> best = Reprotection.protect(source, stored, UnequalErrorProtection.NONE, warn);
    if (bytes(best) > bytes) {
      throw CommandException.failure(
          source
              + ": --fill-to "
              + bytes
              + " is less than its "
              + bytes(best)
              + " bytes without protection",
          null);
    }
    double low = 0;
    double high = MOST_OVERHEAD;
    for (int i = 0; i < HALVINGS; i++) {
      double share = (low + high) / 2;
      List<byte[]> tried =
          Reprotection.protect(
              source, stored, UnequalErrorProtection.ofOverhead(share), text -> {});
      if (bytes(tried) <= bytes) {
        low = share;
        best = tried;
      } else {
        high = share;
      }
    }
    return best;
  }

  static long bytes(List<byte[]> frames) {
    return frames.stream().mapToLong(frame -> frame.length).sum();
  }

  /** The policies in words; where there is one, also whose choice it was. */
  String policyText(StreamManifest first) {
    return policies.size() > 1
        ? policies.stream().map(AskedPolicy::label).collect(Collectors.joining(" | "))
        : UsedPolicy.of(receivers().get(0).options(), first).text();
  }

  /** A receiver for each policy, by its name. */
  List<Receiver> receivers() {
    List<Receiver> receivers = new ArrayList<>();
    ReceiverOptions options = decoding.options();
    for (AskedPolicy policy : policies) {
      receivers.add(new Receiver(policy.label(), policy.applyTo(options)));
    }
    return receivers;
  }

  /** A receiver with the name of its policy. */
  record Receiver(String name, ReceiverOptions options) {}
}
