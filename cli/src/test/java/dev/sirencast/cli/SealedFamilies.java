package dev.sirencast.cli;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;

/** Files as slices; those of a sealed type and of all that it permits are one. */
final class SealedFamilies implements SliceAssignment {
  @Override
  public SliceIdentifier getIdentifierOf(JavaClass type) {
    return type.getPackageName().startsWith("dev.sirencast.proto")
        ? SliceIdentifier.ignore()
        : SliceIdentifier.of(root(outermost(type.reflect())).getName());
  }

  private static Class<?> outermost(Class<?> type) {
    Class<?> outer = type;
    while (outer.getEnclosingClass() != null) {
      outer = outer.getEnclosingClass();
    }
    return outer;
  }

  private static Class<?> root(Class<?> type) {
    for (Class<?> parent : type.getInterfaces()) {
      if (parent.isSealed()) {
        return root(outermost(parent));
      }
    }
    Class<?> parent = type.getSuperclass();
    return parent != null && parent.isSealed() ? root(outermost(parent)) : type;
  }

  @Override
  public String getDescription() {
    return "files, sealed families as one";
  }
}
