package dev.sirencast.cli.options;

import dev.sirencast.cli.base.CommandException;
import dev.sirencast.receiver.Concealment;
import dev.sirencast.receiver.Decoding;
import dev.sirencast.receiver.DeliveryPolicy;
import dev.sirencast.receiver.ReceiverOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** How damage is treated, on the command line. */
public final class DeliveryOptions {
  private static final String AUTO = "auto";

  @Option(
      names = "--policy",
      paramLabel = "NAME",
      defaultValue = AUTO,
      description = {
        "What is done with packets whose body is damaged (default: ${DEFAULT-VALUE}):",
        "  auto         as the stream asks: repair-soft with",
        "               error-resilient coding, else repair",
        "  strict       drop them, restore what the repair packets can",
        "  repair       drop their damaged slices, restore what can be",
        "  soft         use them as they are, no repair",
        "  repair-soft  restore what can be, use the rest as it is"
      })
  private String policy = AUTO;

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

  public ReceiverOptions options() {
    return CommandException.checked(
        () -> {
          ReceiverOptions options =
              ReceiverOptions.DEFAULTS
                  .withConcealment(
                      choice(
                          "--conceal", conceal, List.of(Concealment.values()), Concealment::label))
                  .withDecoding(
                      choice("--decoder", decoder, List.of(Decoding.values()), Decoding::label));
          return policy().map(options::withPolicy).orElse(options);
        });
  }

  /** The policy asked for, or nothing where the stream decides. */
  private Optional<DeliveryPolicy> policy() {
    List<Optional<DeliveryPolicy>> policies = new ArrayList<>();
    policies.add(Optional.empty());
    Arrays.stream(DeliveryPolicy.values()).map(Optional::of).forEach(policies::add);
    return choice("--policy", policy, policies, one -> one.map(DeliveryPolicy::label).orElse(AUTO));
  }

  private static <T> T choice(
      String option, String text, List<T> choices, Function<T, String> name) {
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
            + choices.stream().map(name).collect(Collectors.joining(", ")));
  }
}
