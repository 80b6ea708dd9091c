// Prints the styles of the components in use, as the theme makes them; run by the build in a
// process of its own.
import { CONSOLE_COMPONENTS, stylesOf } from '@mingjing/console-kit/styles';

process.stdout.write(stylesOf(CONSOLE_COMPONENTS));
