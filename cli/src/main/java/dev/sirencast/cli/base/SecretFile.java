package dev.sirencast.cli.base;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** A file that holds a secret, such as a private key. */
final class SecretFile {
  private static final Set<PosixFilePermission> OWNERS =
      PosixFilePermissions.fromString("rwx------");

  private SecretFile() {}

  /**
   * Says what is wrong with a secret that others than its owner may read or change, as ssh does.
   *
   * <p>A group may read what root owns: so the keys of services are kept, and PostgreSQL takes them
   * so. Of pipes, and where files have no such permissions, nothing is said.
   */
  static Optional<String> exposure(Path file) {
    PosixFileAttributes found;
    try {
      found = Files.readAttributes(file, PosixFileAttributes.class);
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty(); // whoever opens it says that it is not there
    }
    Set<PosixFilePermission> others = EnumSet.copyOf(found.permissions());
    others.removeAll(OWNERS);
    if (found.owner().getName().equals("root")) {
      others.remove(PosixFilePermission.GROUP_READ);
    }
    if (!found.isRegularFile() || others.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            "%s: is named as a secret, and %s lets others at it; expected chmod 600",
            file, PosixFilePermissions.toString(found.permissions())));
  }
}
