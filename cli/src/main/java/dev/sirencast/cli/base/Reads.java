package dev.sirencast.cli.base;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks an option or a parameter that names what a command reads. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Reads {
  /** How it names it. */
  FileNaming value() default FileNaming.PATH;

  /** Whether what stands there is to be known to nobody else. */
  boolean secret() default false;
}
