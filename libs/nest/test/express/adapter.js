export { ExpressAdapter } from '@nestjs/platform-express';
