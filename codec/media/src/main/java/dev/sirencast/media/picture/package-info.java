/**
 * What stands between a picture's file and its samples: which way is up, which colours are meant,
 * what shows through.
 *
 * <p>For the package above, which reads the files.
 */
@NullMarked
package dev.sirencast.media.picture;

import org.jspecify.annotations.NullMarked;
