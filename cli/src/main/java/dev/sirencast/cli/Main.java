package dev.sirencast.cli;

import dev.sirencast.cli.base.ChannelHelp;
import dev.sirencast.cli.base.CommandFiles;
import dev.sirencast.cli.base.Console;
import dev.sirencast.cli.base.ConsoleCommand;
import dev.sirencast.cli.base.ExitCode;
import dev.sirencast.cli.base.Interrupt;
import dev.sirencast.cli.base.NumberPair;
import dev.sirencast.cli.base.PixelSize;
import dev.sirencast.cli.base.Ratio;
import dev.sirencast.cli.base.StandardError;
import dev.sirencast.cli.base.TargetSize;
import dev.sirencast.cli.base.TimeSpan;
import dev.sirencast.cli.base.Version;
import dev.sirencast.cli.batch.EncodeBatchCommand;
import dev.sirencast.cli.compare.CompareCommand;
import dev.sirencast.cli.demo.DemoCommand;
import dev.sirencast.cli.encode.EncodeCommand;
import dev.sirencast.cli.help.HelpLayout;
import dev.sirencast.cli.inspect.InspectCommand;
import dev.sirencast.cli.pack.PackCommand;
import dev.sirencast.cli.pack.UnpackCommand;
import dev.sirencast.cli.receive.DecodeCommand;
import dev.sirencast.cli.receive.ReceiveCommand;
import dev.sirencast.cli.science.BenchCommand;
import dev.sirencast.cli.science.ReproduceCommand;
import dev.sirencast.cli.send.RelayCommand;
import dev.sirencast.cli.send.SendCommand;
import dev.sirencast.cli.serve.FetchCommand;
import dev.sirencast.cli.serve.ListCommand;
import dev.sirencast.cli.serve.ServeCommand;
import dev.sirencast.cli.sign.SignCommand;
import dev.sirencast.cli.sign.VerifyCommand;
import dev.sirencast.cli.simulate.SimulateCommand;
import dev.sirencast.media.safetensors.CoordinateConvention;
import dev.sirencast.media.safetensors.Dtype;
import dev.sirencast.media.safetensors.OutputRange;
import dev.sirencast.signal.FrameRate;
import dev.sirencast.simulation.Precision;
import dev.sirencast.simulation.Sweep;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The entry point: finds the subcommand, runs it, and turns every failure into one line. */
@Command(
    name = "sirencast",
    description = {
      "Stores signals as the weights of small sine networks, and brings them through bad links.%n"
    },
    mixinStandardHelpOptions = true,
    version = "sirencast " + Version.NUMBER,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "'sirencast help COMMAND' says more of one.",
      "",
      "Exit codes: 0 done; 1 the work failed; 2 wrong usage; 3 done, but something was concealed"
          + " (where --strict-exit asks for it); 130 ended by Ctrl-C, 143 by SIGTERM, with what there"
          + " was by then."
    })
public final class Main {
  private static final List<Class<?>> COMMANDS =
      List.of(
          DemoCommand.class,
          EncodeCommand.class,
          EncodeBatchCommand.class,
          DecodeCommand.class,
          PackCommand.class,
          UnpackCommand.class,
          InspectCommand.class,
          SignCommand.class,
          VerifyCommand.class,
          SimulateCommand.class,
          CompareCommand.class,
          SendCommand.class,
          ReceiveCommand.class,
          RelayCommand.class,
          ServeCommand.class,
          ListCommand.class,
          FetchCommand.class,
          ReproduceCommand.class,
          BenchCommand.class,
          HelpCommand.class);

  private Main() {}

  /** Runs the command line and exits with its code. */
  public static void main(String[] args) {
    PrintStream own = System.err;
    System.setErr(StandardError.open(own));
    Console console = new Console(System.out, System.err, new FileOutputStream(FileDescriptor.out));
    int exitCode = run(args, console);
    StandardError.drain(own);
    System.exit(Interrupt.exitCode(exitCode));
  }

  /** Runs the command line; what it prints goes to {@code out} and {@code err}. */
  static int run(String[] args, PrintStream out, PrintStream err) {
    return run(args, new Console(out, err, out));
  }

  static int run(String[] args, Console console) {
    if (args.length == 0) {
      commandLine(console, COMMANDS).usage(console.out());
      return ExitCode.USAGE;
    }
    // To know all commands takes half a second of reflection; one is called.
    List<Class<?>> called =
        COMMANDS.stream()
            .filter(type -> type.getAnnotation(Command.class).name().equals(args[0]))
            .toList();
    boolean isKnown = !called.isEmpty() && !called.contains(HelpCommand.class);
    try {
      return commandLine(console, isKnown ? called : COMMANDS).execute(args);
    } catch (Error e) {
      if (List.of(args).contains("--debug")) {
        e.printStackTrace(console.err());
      }
      return new FailureReporter(console.err()).handleError(e);
    }
  }

  /** The command line with all its subcommands. */
  public static CommandLine commandLine(PrintStream out, PrintStream err) {
    return commandLine(new Console(out, err, out), COMMANDS);
  }

  static CommandLine commandLine(Console console, List<Class<?>> commands) {
    PrintStream out = console.out();
    PrintStream err = console.err();
    CommandLine line = new CommandLine(new Main(), new CommandFactory(console));
    commands.forEach(line::addSubcommand);
    line.setUsageHelpAutoWidth(true);
    line.setOut(new java.io.PrintWriter(out, true));
    line.setErr(new java.io.PrintWriter(err, true));
    ChannelHelp.addTo(line);
    HelpLayout.addTo(line);
    NamedValues.all().forEach(values -> values.addTo(line));
    line.registerConverter(Dtype.class, Dtype::parse);
    line.registerConverter(CoordinateConvention.class, CoordinateConvention::parse);
    line.registerConverter(OutputRange.class, OutputRange::parse);
    line.registerConverter(Ratio.class, Ratio::parse);
    line.registerConverter(TimeSpan.class, TimeSpan::parse);
    line.registerConverter(PixelSize.class, PixelSize::parse);
    line.registerConverter(TargetSize.class, TargetSize::parse);
    line.registerConverter(NumberPair.class, NumberPair::parse);
    line.registerConverter(Sweep.class, Sweep::parse);
    line.registerConverter(Precision.class, Precision::parse);
    line.registerConverter(FrameRate.class, FrameRate::parse);
    line.setExecutionStrategy(Main::execute);
    line.setParameterExceptionHandler(new FailureReporter(err));
    line.setExecutionExceptionHandler(new FailureReporter(err));
    return line;
  }

  /** Runs the command, if it writes over none of its files. */
  private static int execute(ParseResult result) {
    ParseResult last = result;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    CommandLine command = last.commandSpec().commandLine();
    if (last.isUsageHelpRequested() && result.originalArgs().contains(HelpLayout.ALL)) {
      HelpLayout.expand(command);
    }
    Integer help = CommandLine.executeHelpRequest(result);
    if (help != null) {
      return help;
    }
    CommandFiles files = ConsoleCommand.files(last.commandSpec());
    files
        .clash()
        .ifPresent(
            clash -> {
              throw new ParameterException(command, clash);
            });
    if (last.commandSpec().userObject() instanceof ConsoleCommand own) {
      own.warnOfOpenSecrets(files);
    }
    return new CommandLine.RunLast().execute(result);
  }
}
