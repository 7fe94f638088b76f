/** Fails the build when the app outgrows a slow phone on a bad network. */
