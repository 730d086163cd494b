package dev.sirencast.cli;

import dev.sirencast.cli.base.Console;
import dev.sirencast.cli.base.ConsoleCommand;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Gives every command the console that it prints on. */
final class CommandFactory implements IFactory {
  private final Console console;

  CommandFactory(Console console) {
    this.console = console;
  }

  @Override
  public <K> K create(Class<K> type) throws Exception {
    if (ConsoleCommand.class.isAssignableFrom(type)) {
      K command = type.getDeclaredConstructor().newInstance();
      ((ConsoleCommand) command).attach(console);
      return command;
    }
    return CommandLine.defaultFactory().create(type);
  }
}
