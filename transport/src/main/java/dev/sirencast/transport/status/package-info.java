/** What a process is doing, told over HTTP to whoever watches it. */
@NullMarked
package dev.sirencast.transport.status;

import org.jspecify.annotations.NullMarked;
