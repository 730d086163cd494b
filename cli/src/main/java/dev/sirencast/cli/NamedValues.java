package dev.sirencast.cli;

import dev.sirencast.cli.encode.Effort;
import dev.sirencast.cli.encode.LossName;
import dev.sirencast.cli.options.AskedPolicy;
import dev.sirencast.cli.options.PlannedProtection;
import dev.sirencast.cli.sign.SignatureFormat;
import dev.sirencast.encoder.RoundingWay;
import dev.sirencast.encoder.packet.PacketOrder;
import dev.sirencast.experiments.Experiment;
import dev.sirencast.experiments.lab.Profile;
import dev.sirencast.format.WeightCoding;
import dev.sirencast.receiver.Concealment;
import dev.sirencast.receiver.Decoding;
import dev.sirencast.trainer.Seeding;
import dev.sirencast.trainer.TrainingEngine;
import dev.sirencast.trainer.network.TrainingDevice;
import dev.sirencast.transport.net.Transport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;

/**
 * The values of a kind of option that has a few, by their names; upper and lower case are the same.
 *
 * @param type the option's
 * @param values by their names, in the order in which they are listed
 * @param older by names of earlier versions, which are listed nowhere
 */
public record NamedValues<T>(Class<T> type, Map<String, T> values, Map<String, T> older)
    implements ITypeConverter<T> {

  /** All kinds that there are. */
  public static List<NamedValues<?>> all() {
    return List.of(
        of(AskedPolicy.class, AskedPolicy.all(), AskedPolicy::label),
        of(Concealment.class, List.of(Concealment.values()), Concealment::label),
        of(Decoding.class, List.of(Decoding.values()), Decoding::label),
        of(Effort.class, List.of(Effort.values()), Effort::label),
        of(Experiment.class, List.of(Experiment.values()), Experiment::label),
        of(LossName.class, List.of(LossName.values()), LossName::label),
        of(PacketOrder.class, List.of(PacketOrder.values()), PacketOrder::label),
        of(PlannedProtection.class, List.of(PlannedProtection.values()), NamedValues::lowerCase),
        of(Profile.class, List.of(Profile.QUICK, Profile.FULL, Profile.SMOKE), Profile::name),
        of(RoundingWay.class, List.of(RoundingWay.values()), RoundingWay::label)
            .withOlder(
                Map.of(
                    "plain", RoundingWay.NEAREST,
                    "compensated", RoundingWay.GPTQ,
                    "refitted", RoundingWay.GPTQ_REFITTED)),
        of(Seeding.class, List.of(Seeding.values()), Seeding::label),
        of(SignatureFormat.class, List.of(SignatureFormat.values()), NamedValues::lowerCase),
        of(TrainingDevice.class, List.of(TrainingDevice.values()), NamedValues::lowerCase),
        of(TrainingEngine.class, List.of(TrainingEngine.values()), TrainingEngine::label),
        of(Transport.class, List.of(Transport.values()), NamedValues::lowerCase),
        of(WeightCoding.class, List.of(WeightCoding.values()), WeightCoding::label)
            .withOlder(
                Map.of(
                    "fixed", WeightCoding.ERROR_RESILIENT,
                    "compact", WeightCoding.ENTROPY_CODED)));
  }

  private static <T> NamedValues<T> of(Class<T> type, List<T> all, Function<T, String> name) {
    Map<String, T> values = new LinkedHashMap<>();
    all.forEach(value -> values.put(name.apply(value), value));
    return new NamedValues<>(type, values, Map.of());
  }

  private NamedValues<T> withOlder(Map<String, T> names) {
    return new NamedValues<>(type, values, names);
  }

  private static String lowerCase(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** Has a command line and its subcommands read options of this type. */
  public void addTo(CommandLine line) {
    line.registerConverter(type, this);
  }

  @Override
  public T convert(String text) {
    String name = text.toLowerCase(Locale.ROOT);
    T value = values.getOrDefault(name, older.get(name));
    if (value == null) {
      throw new IllegalArgumentException("'" + text + "' is not known; expected " + listed());
    }
    return value;
  }

  /** As in {@code tcp, udp or quic}. */
  private String listed() {
    String names = String.join(", ", values.keySet());
    int last = names.lastIndexOf(", ");
    return last < 0 ? names : names.substring(0, last) + " or " + names.substring(last + 2);
  }
}
