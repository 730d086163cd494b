/** Options of who is spoken to and by which keys: TLS, groups, logs. */
@NullMarked
package dev.sirencast.cli.connection;

import org.jspecify.annotations.NullMarked;
