package dev.sirencast.cli;

import dev.sirencast.cli.base.Console;
import dev.sirencast.cli.base.ConsoleCommand;
import java.lang.reflect.Constructor;
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
      // Commands are known to their own rooms alone.
      Constructor<K> constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      K command = constructor.newInstance();
      ((ConsoleCommand) command).attach(console);
      return command;
    }
    return CommandLine.defaultFactory().create(type);
  }
}
