import { Module } from '@nestjs/common';
import { OperatorModule } from '../operators/operator.module.js';
import { SigningKeyController } from './signing-key.controller.js';
import { TokenModule } from './token.module.js';

/** Signing keys, for operators. */
@Module({ imports: [OperatorModule, TokenModule], controllers: [SigningKeyController] })
export class SigningKeyModule {}
