package dev.sirencast.cli.help;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * For a command with many options: {@code --help} explains these and names the rest, {@code
 * --help-all} explains all.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ShortHelp {
  /** The options that most people need: long names between spaces, in the order of the list. */
  String options();

  /** Command lines, without {@code sirencast}. */
  String[] examples();
}
