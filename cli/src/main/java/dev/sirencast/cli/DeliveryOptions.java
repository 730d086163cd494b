package dev.sirencast.cli;

import dev.sirencast.codec.DeliveryPolicy;
import dev.sirencast.receiver.Concealment;
import dev.sirencast.receiver.Decoding;
import dev.sirencast.receiver.ReceiverOptions;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** How damage is treated, on the command line. */
final class DeliveryOptions {
  @Option(
      names = "--policy",
      paramLabel = "NAME",
      defaultValue = "strict",
      description = {
        "What is done with packets whose body is damaged (default: ${DEFAULT-VALUE}):",
        "  strict       drop them, restore what the repair packets can",
        "  repair       drop their damaged slices, restore what can be",
        "  soft         use them as they are, no repair",
        "  repair-soft  restore what can be, use the rest as it is"
      })
  private String policy = "strict";

  @Option(
      names = "--conceal",
      paramLabel = "HOW",
      defaultValue = "zero",
      description = {
        "What stands in for lost weights (default: ${DEFAULT-VALUE}):",
        "  zero       nothing: the connection is cut",
        "  mean       the mean of the tensor's weights that arrived",
        "  posterior  what is to be expected, given the bits of it that arrived"
      })
  private String conceal = "zero";

  @Option(
      names = "--decoder",
      paramLabel = "NAME",
      defaultValue = "auto",
      description = {
        "How weights trained under noise are evaluated (default: ${DEFAULT-VALUE}):",
        "  auto         mean-field where they came exactly and the stream asks for it, else plain",
        "  plain        as they are",
        "  mean-field   at the mean of the noise that the stream states"
      })
  private String decoder = "auto";

  ReceiverOptions options() {
    return CommandException.checked(
        () ->
            ReceiverOptions.DEFAULTS
                .withPolicy(
                    choice("--policy", policy, DeliveryPolicy.values(), DeliveryPolicy::label))
                .withConcealment(
                    choice("--conceal", conceal, Concealment.values(), Concealment::label))
                .withDecoding(choice("--decoder", decoder, Decoding.values(), Decoding::label)));
  }

  private static <T> T choice(String option, String text, T[] choices, Function<T, String> name) {
    for (T choice : choices) {
      if (name.apply(choice).equals(text)) {
        return choice;
      }
    }
    throw new IllegalArgumentException(
        option
            + ": '"
            + text
            + "' is not known; expected "
            + Arrays.stream(choices).map(name).collect(Collectors.joining(", ")));
  }
}
