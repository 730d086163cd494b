package dev.sirencast.cli;

import dev.sirencast.signal.FrameRate;
import java.io.PrintStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The entry point: finds the subcommand, runs it, and turns every failure into one line. */
@Command(
    name = "sirencast",
    description = {
      "Stores signals as the weights of small sine networks, and brings them through bad links.%n"
    },
    mixinStandardHelpOptions = true,
    version = "sirencast 0.1.0",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      EncodeCommand.class,
      DecodeCommand.class,
      PackCommand.class,
      UnpackCommand.class,
      InspectCommand.class,
      SimulateCommand.class,
      SendCommand.class,
      ReceiveCommand.class,
      RelayCommand.class,
      ServeCommand.class,
      ListCommand.class,
      FetchCommand.class,
      ReproduceCommand.class,
      BenchCommand.class,
    },
    footer = {
      "",
      "Exit codes: 0 done; 1 the work failed; 2 wrong usage; 3 done, but something was concealed"
          + " (where --strict-exit asks for it)."
    })
public final class Main {
  private Main() {}

  /** Runs the command line and exits with its code. */
  public static void main(String[] args) {
    System.setErr(StandardError.open(System.err));
    System.exit(run(args, System.out, System.err));
  }

  /** Runs the command line; what it prints goes to {@code out} and {@code err}. */
  static int run(String[] args, PrintStream out, PrintStream err) {
    CommandLine line = commandLine(out, err);
    if (args.length == 0) {
      line.usage(out);
      return ExitCode.USAGE;
    }
    return line.execute(args);
  }

  /** The command line, which prints to {@code out} and {@code err}. */
  static CommandLine commandLine(PrintStream out, PrintStream err) {
    CommandLine line = new CommandLine(new Main(), new CommandFactory(new Console(out, err)));
    line.setUsageHelpAutoWidth(true);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setOut(new java.io.PrintWriter(out, true));
    line.setErr(new java.io.PrintWriter(err, true));
    ChannelHelp.addTo(line);
    line.registerConverter(Ratio.class, Ratio::parse);
    line.registerConverter(PixelSize.class, PixelSize::parse);
    line.registerConverter(NumberPair.class, NumberPair::parse);
    line.registerConverter(Sweep.class, Sweep::parse);
    line.registerConverter(FrameRate.class, FrameRate::parse);
    line.setParameterExceptionHandler(new FailureReporter(err));
    line.setExecutionExceptionHandler(new FailureReporter(err));
    return line;
  }
}
