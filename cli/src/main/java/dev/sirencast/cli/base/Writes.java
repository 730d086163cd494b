package dev.sirencast.cli.base;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks an option that names what a command writes. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Writes {
  /**
   * Whether it names a folder for files that have names of their own; where one of them could be
   * read as well, the command tells of them in {@link ConsoleCommand#addFiles}.
   */
  boolean folder() default false;
}
