/**
 * Many transfers of streams through simulated channels: what each gives, and how sure that is. No
 * files, no printing: the command line and others bring streams and take numbers.
 */
@NullMarked
package dev.sirencast.simulation;

import org.jspecify.annotations.NullMarked;
